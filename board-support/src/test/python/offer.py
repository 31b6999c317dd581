"""Has a service on the loopback with python-zeroconf: offer.py TYPE INSTANCE HOST PORT ADDRESS[,ADDRESS]... [KEY=VALUE]..."""
import ipaddress
import sys
import time

from zeroconf import ServiceInfo, Zeroconf

kind, instance, host, port, addresses = sys.argv[1:6]
network = Zeroconf(interfaces=["127.0.0.1"])
network.register_service(ServiceInfo(
    kind, instance + "." + kind, int(port), server=host + ".local.",
    addresses=[ipaddress.ip_address(one).packed for one in addresses.split(",")],
    properties=dict(one.split("=", 1) for one in sys.argv[6:])))
print("ready", flush=True)
while True:
    time.sleep(60)
