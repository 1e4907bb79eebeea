# Joins a new proxy container to the network of each beneficiary that it serves.

joined=$(docker inspect --format '{{json .NetworkSettings.Networks}}' proxy)
for network in $(docker network ls --filter label=org.epicerie.proxied=true --format '{{.Name}}'); do
  [[ $joined == *"\"$network\""* ]] || docker network connect "$network" proxy
done
