# What the package's unit becomes on the card: it waits for nothing but its configuration and its state.
/^After=/c\
# In front of the network, of udev and of everything else; a private /tmp would bring waits back.\
DefaultDependencies=no\
Wants=wsat-setup.service\
After=wsat-setup.service\
RequiresMountsFor=/var/lib/wsat\
Conflicts=shutdown.target\
Before=shutdown.target
s|^ExecStart=.*|ExecStart=/usr/bin/wsat run --config /run/wsat-card/wsat.conf --flash /var/lib/wsat/mfg_nvs.bin --nvs /var/lib/wsat/nvs.bin\
ExecStopPost=-+/usr/lib/wsat-card/setup tell|
/^PrivateTmp=/d
s/^SupplementaryGroups=.*/& gpio/
s/^WantedBy=.*/WantedBy=sysinit.target/
