# Takes a beneficiary's login away. What waits in its queue is held and stays there, with its way out, until somebody has
# released or discarded it; somebody is told. Parameters: BENEFICIARY

[ -x /usr/local/sbin/epicerie-mail ] || exit 0
grep -q '"remove":' /usr/local/sbin/epicerie-mail || { echo "this server's mail relay is an older one: bring the platform (stack prod) up first" >&2; exit 1; }
epicerie-mail remove "$BENEFICIARY"
