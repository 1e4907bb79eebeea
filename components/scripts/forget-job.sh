# An app that goes and comes back starts from nothing, and so do its jobs.
# Parameters: JOB

rm -f "/var/lib/epicerie/jobs/$JOB"
