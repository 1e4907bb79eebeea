# The door by which webmasters reach their files: an sshd of its own, for SFTP alone. Whoever may only come in here cannot
# come in by the server's other sshd, and the other way round. Parameters: PORT

groupadd --force --system epicerie-sftp
install -d -m 755 /etc/epicerie/sftp /etc/epicerie/sftp/keys /etc/epicerie/sftp/roots

cat >/etc/epicerie/sftp/sshd_config <<SSHD
Port $PORT
HostKey /etc/ssh/ssh_host_ed25519_key
PidFile none
AllowGroups epicerie-sftp
AuthenticationMethods publickey
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
PermitRootLogin no
AuthorizedKeysFile /etc/epicerie/sftp/keys/%u
ChrootDirectory /etc/epicerie/sftp/roots/%u
Subsystem sftp internal-sftp
ForceCommand internal-sftp -u 0022
DisableForwarding yes
PermitTTY no
PermitUserRC no
MaxAuthTries 3
LoginGraceTime 30
MaxStartups 10:30:60
ClientAliveInterval 60
SSHD
cat >/etc/systemd/system/epicerie-sftp.service <<'UNIT'
[Unit]
Description=SFTP for webmasters
After=network.target ssh.service epicerie-volumes.service
[Service]
ExecStartPre=/bin/mkdir -p -m 755 /run/sshd
ExecStart=/usr/sbin/sshd -D -f /etc/epicerie/sftp/sshd_config
Restart=always
RestartSec=2
[Install]
WantedBy=multi-user.target
UNIT
sshd -t -f /etc/epicerie/sftp/sshd_config

systemctl daemon-reload
systemctl enable epicerie-sftp.service >/dev/null 2>&1
systemctl restart epicerie-sftp.service
for _ in $(seq 30); do
  (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null && exit 0
  sleep 1
done
echo "SFTP does not answer on port $PORT after 30 seconds" >&2
exit 1
