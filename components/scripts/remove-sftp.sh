# Shuts the webmasters' door; who is inside is sent out. Parameters: none that it reads

systemctl disable --now epicerie-sftp.service >/dev/null 2>&1 || true
rm -f /etc/systemd/system/epicerie-sftp.service /etc/epicerie/sftp/sshd_config
systemctl daemon-reload
