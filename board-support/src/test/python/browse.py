"""Looks for services of a type with python-zeroconf, a line each: add NAME HOST PORT ADDRESSES TXT, remove NAME.

browse.py ADDRESS TYPE [claim HOST INSTANCE PORT: has a service of its own, on 127.0.0.5]
"""
import queue
import socket
import sys
import time

from zeroconf import IPVersion, ServiceBrowser, ServiceInfo, ServiceListener, Zeroconf

changes = queue.Queue()


class Listener(ServiceListener):
    def add_service(self, zeroconf, kind, name):
        changes.put(("add", name))

    def update_service(self, zeroconf, kind, name):
        pass

    def remove_service(self, zeroconf, kind, name):
        changes.put(("remove", name))


kind = sys.argv[2]
network = Zeroconf(interfaces=[sys.argv[1]], ip_version=IPVersion.V6Only if ":" in sys.argv[1] else IPVersion.V4Only)
if len(sys.argv) > 3:
    network.register_service(ServiceInfo(kind, sys.argv[4] + "." + kind, int(sys.argv[5]), server=sys.argv[3] + ".local.",
                                         addresses=[socket.inet_aton("127.0.0.5")]))
    print("claimed", flush=True)
ServiceBrowser(network, kind, Listener())
print("ready", flush=True)
while True:
    what, name = changes.get()
    if what == "remove":
        print("remove", name, flush=True)
        continue
    info = None
    end = time.monotonic() + 20
    while info is None and time.monotonic() < end:
        info = network.get_service_info(kind, name, 1000)
    print("add", name, info and "%s %d %s %s" % (info.server, info.port, ",".join(info.parsed_addresses()),
                                                 sorted(info.properties.items())), flush=True)
