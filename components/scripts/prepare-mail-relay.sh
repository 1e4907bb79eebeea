# The relay that the apps of all beneficiaries of this server send their mail through: Postfix, and a rate guard beside it.
# It listens on one address that only this server has and nobody routes to. Parameters: ADDRESS, PORT, HOST_NAME, GUARD

missing=()
for package in postfix sasl2-bin libsasl2-modules python3; do
  dpkg-query --show --showformat '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  echo 'postfix postfix/main_mailer_type select No configuration' | debconf-set-selections
  apt-get update -q
  DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -q -y --no-install-recommends "${missing[@]}"
fi

id epicerie-mail >/dev/null 2>&1 || useradd --system --no-create-home --home-dir /var/lib/epicerie-mail --shell /usr/sbin/nologin epicerie-mail
cd /etc/epicerie
install -d -m 755 mail mail/accounts mail/senders.d mail/routes.d
install -d -m 700 mail/passwords
# A bounce goes to an address of an association, whose mail servers take it as from anybody.
printf '<> smtp:\n' >mail/routes.d/-bounces
# Never less than whole: whoever is missing from a table has its mail refused for good.
exec 9>/run/lock/epicerie-mail
flock 9
find mail/senders.d -type f -exec cat {} + >mail/.new
mv mail/.new mail/senders
cat mail/routes.d/* >mail/.new
mv mail/.new mail/routes
exec 9>&-

cat >/etc/systemd/system/epicerie-mail-address.service <<UNIT
[Unit]
Description=Address of the mail relay
Before=postfix.service postfix@-.service
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/sbin/ip address replace $ADDRESS/32 dev lo
[Install]
WantedBy=multi-user.target
UNIT

printf '%s' "$GUARD" >/usr/local/sbin/epicerie-mail.new
chmod 755 /usr/local/sbin/epicerie-mail.new
mv /usr/local/sbin/epicerie-mail.new /usr/local/sbin/epicerie-mail
cat >/etc/systemd/system/epicerie-mail-guard.socket <<'UNIT'
[Unit]
Description=Rate guard of the mail relay
[Socket]
ListenStream=/run/epicerie-mail-guard
SocketUser=root
SocketGroup=postfix
SocketMode=0660
[Install]
WantedBy=sockets.target
UNIT
# It counts in memory: a restart forgets some minutes, never who is stopped. It runs from the boot on, for who is not told yet.
cat >/etc/systemd/system/epicerie-mail-guard.service <<UNIT
[Unit]
Description=Rate guard of the mail relay
Requires=epicerie-mail-guard.socket
[Service]
User=epicerie-mail
StateDirectory=epicerie-mail
Environment=EPICERIE_MAIL_HOST=$HOST_NAME
ExecStart=/usr/local/sbin/epicerie-mail guard
Restart=always
RestartSec=1
MemoryMax=128M
[Install]
WantedBy=multi-user.target
UNIT
cat >/etc/systemd/system/epicerie-mail-sweep.service <<'UNIT'
[Unit]
Description=Forgets who left the mail relay and has nothing there any more
[Service]
Type=oneshot
ExecStart=/usr/local/sbin/epicerie-mail sweep
UNIT
cat >/etc/systemd/system/epicerie-mail-sweep.timer <<'UNIT'
[Unit]
Description=Forgets who left the mail relay and has nothing there any more
[Timer]
OnActiveSec=1h
OnUnitInactiveSec=1h
[Install]
WantedBy=timers.target
UNIT

# No app gets round the relay: nothing that comes from a container leaves on port 25. The relay itself is none. The chain is
# the one that Docker leaves to others, and it may make it anew each time that it starts: so this runs after each start.
cat >/usr/local/sbin/epicerie-port-25 <<'SCRIPT'
#!/bin/bash -e
for tables in iptables ip6tables; do
  if ! $tables --wait --numeric --list DOCKER-USER >/dev/null 2>&1; then
    # Docker filters no IPv6 unless it is told to, nor gives containers any.
    [ $tables = iptables ] || continue
    $tables --wait --new-chain DOCKER-USER
  fi
  rule="DOCKER-USER --protocol tcp --dport 25 --jump REJECT --reject-with tcp-reset"
  $tables --wait --check $rule 2>/dev/null || $tables --wait --insert $rule
done
SCRIPT
chmod 755 /usr/local/sbin/epicerie-port-25
cat >/etc/systemd/system/epicerie-port-25.service <<'UNIT'
[Unit]
Description=Nothing of a container leaves on port 25
After=docker.service
[Service]
Type=oneshot
ExecStart=/usr/local/sbin/epicerie-port-25
[Install]
WantedBy=docker.service
UNIT

cat >/etc/postfix/main.cf <<POSTFIX
compatibility_level = 3.6
myhostname = $HOST_NAME
inet_protocols = ipv4
inet_interfaces = loopback-only
biff = no
message_size_limit = 26214400
# What is held is bounded by the guard; whatever else happens, the disk that the server runs from is never filled by mail.
queue_minfree = 1000000000
recipient_delimiter =
notify_classes =

# Nobody has a mailbox here.
mydestination =
local_recipient_maps =
local_transport = error:5.1.1 nobody has a mailbox on this server
alias_maps =

# In: containers of this server (their side of Docker's gateway bridge), with the login of their beneficiary, as that beneficiary.
# No TLS: nothing leaves the server, and no library trusts a certificate for an address.
mynetworks = $(docker network inspect docker_gwbridge --format '{{(index .IPAM.Config 0).Subnet}}')
smtpd_banner = \$myhostname ESMTP
smtpd_tls_security_level = none
smtpd_sasl_auth_enable = yes
smtpd_sasl_local_domain = epicerie
smtpd_sasl_security_options = noanonymous
smtpd_client_restrictions = permit_mynetworks, reject
smtpd_sender_login_maps = texthash:/etc/epicerie/mail/senders
smtpd_sender_restrictions = check_sender_access inline:{ { <> = REJECT a sender is needed } }, reject_sender_login_mismatch
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_data_restrictions = check_policy_service unix:/run/epicerie-mail-guard
disable_vrfy_command = yes

# Out: each beneficiary by a transport of its own, so that what goes wrong with one mailbox holds up nobody else.
default_transport = error:5.7.1 this sender has no way out
sender_dependent_default_transport_maps = texthash:/etc/epicerie/mail/routes
default_destination_concurrency_limit = 2
smtp_tls_CAfile = /etc/ssl/certs/ca-certificates.crt
smtp_tls_security_level = may
POSTFIX

install -d -m 755 /etc/postfix/sasl
cat >/etc/postfix/sasl/smtpd.conf <<'SASL'
pwcheck_method: auxprop
auxprop_plugin: sasldb
sasldb_path: /etc/epicerie/mail/sasldb2
mech_list: PLAIN LOGIN
SASL

[ -e /etc/postfix/master.cf ] || cp /usr/share/postfix/master.cf.dist /etc/postfix/master.cf
postconf -MX smtp/inet 2>/dev/null || true
postconf -M "$ADDRESS:$PORT/inet=$ADDRESS:$PORT inet n - n - - smtpd"
postconf -F '*/*/chroot=n'
postfix check

systemctl daemon-reload
systemctl enable --now epicerie-mail-address.service epicerie-mail-guard.socket epicerie-mail-sweep.timer postfix.service >/dev/null 2>&1
systemctl enable epicerie-mail-guard.service epicerie-port-25.service >/dev/null 2>&1
systemctl restart epicerie-port-25.service epicerie-mail-guard.service postfix.service
for _ in $(seq 30); do
  (exec 3<>"/dev/tcp/$ADDRESS/$PORT") 2>/dev/null && exit 0
  sleep 1
done
echo "the mail relay does not answer on $ADDRESS:$PORT after 30 seconds" >&2
exit 1
