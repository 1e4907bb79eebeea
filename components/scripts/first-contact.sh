# Prints the server's host key, to be recorded and expected from then on. It never changes while the server lives.

for _ in $(seq 60); do
  [ -s /etc/ssh/ssh_host_ed25519_key.pub ] && break
  sleep 2
done
cut -d ' ' -f 1,2 /etc/ssh/ssh_host_ed25519_key.pub
