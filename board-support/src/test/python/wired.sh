#!/bin/bash
# NetworkManager, wpa_supplicant and hostapd's EAP server at the two ends of a cable, on a bus of their own, in this
# folder; inside unshare --net --mount. Each line has hostapd begin anew: after a failure it lets nobody in for a minute.
# Ends with its standard input.
set -eu
trap 'kill $(jobs -p); wait' EXIT
mount -t sysfs -o ro sysfs /sys 2> /dev/null || { mount --bind /sys /sys && mount -o remount,ro,bind /sys; } # no udev
mount -t tmpfs tmpfs /run
mkdir -m 700 profiles
ip link set lo up
ip link add server type veth peer name client
ip link set server up
cat > users << EOF
"anonymous" PEAP,TTLS
"board-7" TLS
"oscar" MSCHAPV2,TTLS-MSCHAPV2 "correct horse" [2]
EOF
cat > hostapd.conf << EOF
interface=server
driver=wired
ieee8021x=1
use_pae_group_addr=0
eap_server=1
eap_user_file=$PWD/users
ca_cert=$PWD/ca.pem
server_cert=$PWD/server.pem
private_key=$PWD/server.key
EOF
cat > nm.conf << EOF
[main]
plugins=keyfile
dns=none
auth-polkit=false
no-auto-default=*
[keyfile]
path=$PWD/profiles
EOF
export DBUS_SYSTEM_BUS_ADDRESS=unix:path=$PWD/bus
dbus-daemon --session --nofork --nopidfile --address="$DBUS_SYSTEM_BUS_ADDRESS" > bus.log 2>&1 &
while ! [ -S bus ]; do sleep 0.05; done
wpa_supplicant -u > supplicant.log 2>&1 &
NetworkManager --no-daemon --config="$PWD/nm.conf" --config-dir="$PWD/none" --intern-config="$PWD/none.conf" \
    --state-file="$PWD/state" --pid-file="$PWD/pid" > manager.log 2>&1 &
while read -r _; do
    [ -z "${eap:-}" ] || { kill $eap; wait $eap || true; }
    hostapd hostapd.conf > hostapd.log 2>&1 &
    eap=$!
    echo anew
done
