/** One line per command and option; `epicerie --help` is made of them. */
export const help = {
  intro: () =>
    "Épicerie : l'hébergement d'associations, écrit dans des fichiers.",
  usage: (line: string) => `Usage : ${line}`,
  commandWord: (group: string) =>
    group ? `${group} <commande>` : "<commande>",
  commands: () => "Commandes",
  options: () => "Options",
  arguments: () => "Arguments",
  moreHelp: (command: string) => `Le détail d'une commande : ${command}`,
  command: {
    check:
      "vérifie les fichiers de stacks/, sans rien toucher ni demander à personne",
    new: "pose quelques questions, puis écrit le fichier d'une association",
    explain:
      "dit tout ce qu'une pile donne : adresses, limites, place sur le serveur",
    preview: "dit ce que « up » ferait, et si des données sont en danger",
    up: "montre ce qui change, puis met la pile en ligne",
    forget:
      "oublie ce qu'une pile avait sur une machine morte, pour que « up » la remette ailleurs avec son disque",
    unprotect:
      "lève la protection d'une seule chose qui porte des données, pour que « up » la supprime une fois sa ligne retirée",
    destroy: "dit ce qui serait perdu, demande le nom, puis supprime la pile",
    refresh: "compare la réalité à ce que nous en savons",
    verify:
      "demande aux serveurs de noms si tous les enregistrements sont publiés, et si d'autres les gênent ; visite les sites",
    mail: "montre les courriels d'une association qui sont arrêtés ; --release les laisse partir, --discard les efface",
    outputs:
      "montre les résultats d'une pile (adresses, noms, mots de passe cachés)",
    apps: "montre les applications que l'on peut avoir ; avec un nom, tout sur celle-là",
    list: "montre les piles et ce qu'elles contiennent",
    images:
      "montre l'empreinte de chaque image ; avec --refresh, la demande à son registre",
    sandbox: "le bac à sable : up, down, status, env",
    "sandbox up": "démarre le bac à sable, ou répare ce qui est arrêté",
    "sandbox down": "arrête le bac à sable et efface tout ce qu'il contient",
    "sandbox status": "dit ce qui tourne dans le bac à sable",
    "sandbox env":
      "sert le bac à sable à la commande « pulumi » et dit quoi exporter",
    doctor: "dit ce qui est installé, ce qui manque et comment l'obtenir",
    demo: "met en ligne la plateforme et une association sur cette machine",
  },
  argument: {
    app: "une application du catalogue, comme wordpress",
    stack: "le nom d'une pile : un fichier de stacks/, sans .ts",
    resource:
      "ce qui est protégé, par son nom dans un aperçu (les-amis-contact), ou son URN entier",
    machine:
      "une machine de la plateforme (commun-1, commun-1-g2…), ou l'adresse IPv4 d'une qui n'est plus là",
    name: "le nom court de l'association : minuscules, chiffres, tirets ; il ne changera plus",
  },
  option: {
    lang: "langue des messages : fr ou en (ou la variable EPICERIE_LANG)",
    release: "laisse partir les courriels qui attendent",
    discard: "efface les courriels qui attendent, après confirmation",
    republish:
      "publie de nouveau la zone, si quelque chose y manque ou y est de trop",
    json: "résultat en JSON, pour les scripts",
    engine:
      "embedded (intégré, sur le bac à sable) ou pulumi (la commande standard)",
    yes: "suivi du nom de la pile : confirme sans poser la question, même ce qui perd des données",
    config:
      "une valeur de Pulumi.<pile>.yaml pour cette fois : clé=valeur (peut être répétée)",
    showSecrets: "montre les valeurs secrètes",
    images:
      "efface aussi les images construites (la prochaine fois sera plus longue)",
    refresh: "demande les empreintes aux registres et les écrit",
    displayName: "le nom complet de l'association",
    contact: "l'adresse de quelqu'un qui répond",
    domain: "son domaine, déjà chez OVH",
    app: "une application et le début de son adresse, comme wordpress@www (peut être répétée)",
    mailbox: "une boîte mail, ce qui est avant le @ (peut être répétée)",
    size: "sa taille : small, medium ou large",
    server:
      "un serveur de la plateforme : pour « new », facultatif s'il n'y en a qu'un ; pour « mail », celui que l'association a quitté",
    help: "cette aide",
  },
};
