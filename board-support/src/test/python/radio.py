"""NetworkManager with one radio, for tests: python-dbusmock's template, and what the real one does beyond it.

Profiles keep their secrets to themselves, joins take their time through the real states and end as they are told
(outcome), scans move LastScan, and a joined network has an address. The order of states and their reasons are those
of NetworkManager's nm-device.c and nm-device-wifi.c.
"""
import dbus
import dbusmock
from dbusmock import MOCK_IFACE
from dbusmock.templates.networkmanager import *  # noqa: F401,F403
from dbusmock.templates import networkmanager as nm
from gi.repository import GLib

DEVICE = '/org/freedesktop/NetworkManager/Devices/wlan0'
IP4 = '/org/freedesktop/NetworkManager/IP4Config/1'
IP4_IFACE = 'org.freedesktop.NetworkManager.IP4Config'
STEP_MILLIS = 10
SCAN_MILLIS = 100

# What a join ends in, behind CONFIG (50): pairs of state and reason.
JOIN = [(40, 0), (50, 0), (60, 0), (40, 0), (50, 0)]
ENDS = {
    'joined': [(70, 0), (80, 0), (90, 0), (100, 0)],
    'wrong-password': [(60, 8), (120, 7), (30, 0)],
    'asks-the-user': [(60, 8)],
    'took-too-long': [(60, 0)],
    'vanished': [(120, 53), (30, 0)],
    'no-address': [(70, 0), (120, 5), (30, 0)],
    'slow-supplicant': [(120, 11), (30, 0)],
    'hangs': [],
}


def load(mock, parameters):
    nm.load(mock, parameters)
    manager = dbusmock.get_object(nm.MANAGER_OBJ)
    manager.outcome = 'joined'
    manager.refuse = ''
    manager.refused = 0
    manager.activations = 0
    manager.hidden = None
    manager.appearing = []
    manager.scan_refused = False
    manager.activate = activate
    manager.hotspot = None
    manager.hotspots = 0
    manager.hotspot_outcome = 'opens'
    manager.open_hotspot = open_hotspot
    manager.close_hotspot = close_hotspot
    manager.AddMethods(nm.MANAGER_IFACE, [
        ('AddAndActivateConnection2', 'a{sa{sv}}ooa{sv}', 'ooa{sv}',
         'ret = self.open_hotspot(self, args[0], args[1], args[3])'),
        ('DeactivateConnection', 'o', '', 'self.close_hotspot(self, args[0], 39)'),
        ('ActivateConnection', 'ooo', 'o', 'ret = self.activate(self, args[0], args[1])')])
    settings = dbusmock.get_object(nm.SETTINGS_OBJ)
    settings.add_profile = add_profile
    settings.by_uuid = by_uuid
    settings.AddMethods(nm.SETTINGS_IFACE, [
        ('GetConnectionByUuid', 's', 'o', 'ret = self.by_uuid(self, args[0])'),
        ('AddConnectionUnsaved', 'a{sa{sv}}', 'o', 'ret = self.add_profile(self, args[0], True)')])
    if parameters.get('Radio', True):
        add_radio(manager)


def add_radio(manager):
    manager.AddWiFiDevice('wlan0', 'wlan0', nm.DeviceState.DISCONNECTED)
    device = dbusmock.get_object(DEVICE)
    device.AddProperty(nm.WIRELESS_DEVICE_IFACE, 'LastScan', dbus.Int64(1000))
    device.AddProperty(nm.WIRELESS_DEVICE_IFACE, 'ActiveAccessPoint', dbus.ObjectPath('/'))
    device.AddProperty(nm.DEVICE_IFACE, 'Ip4Config', dbus.ObjectPath('/'))
    device.AddProperty(nm.DEVICE_IFACE, 'Autoconnect', True)
    device.disconnect = disconnect
    device.scan = scan
    device.scans = 0
    device.scanning = False
    device.waiting = False
    device.old = False
    device.endless = False
    device.wanted = []
    device.AddMethods(nm.DEVICE_IFACE, [('Disconnect', '', '', 'self.disconnect(self)')])
    device.AddMethods(nm.WIRELESS_DEVICE_IFACE, [('RequestScan', 'a{sv}', '', 'self.scan(self, args[0])')])
    if IP4 in dbusmock.mockobject.objects:
        return
    manager.AddObject(IP4, IP4_IFACE, {
        'AddressData': dbus.Array([dbus.Dictionary({'address': '192.168.3.112', 'prefix': dbus.UInt32(24)},
                                                   signature='sv')], signature='a{sv}'),
        'Gateway': '192.168.3.1',
        'NameserverData': dbus.Array([dbus.Dictionary({'address': '192.168.3.1'}, signature='sv'),
                                      dbus.Dictionary({'address': '9.9.9.9'}, signature='sv')],
                                     signature='a{sv}')}, [])


def denied(action):
    manager = dbusmock.get_object(nm.MANAGER_OBJ)
    if manager.refuse == action:
        manager.refused += 1
        raise dbus.exceptions.DBusException('Insufficient privileges', name=nm.MANAGER_IFACE + '.PermissionDenied')


def step(state, reason):
    device = dbusmock.get_object(DEVICE)
    old = device.Get(nm.DEVICE_IFACE, 'State')
    device.Set(nm.DEVICE_IFACE, 'State', dbus.UInt32(state))
    device.Set(nm.DEVICE_IFACE, 'StateReason', (dbus.UInt32(state), dbus.UInt32(reason)))
    device.Set(nm.DEVICE_IFACE, 'Ip4Config', dbus.ObjectPath(IP4 if state == 100 else '/'))
    if state == 50 and device.access_points and device.Get(nm.WIRELESS_DEVICE_IFACE, 'ActiveAccessPoint') == '/':
        device.Set(nm.WIRELESS_DEVICE_IFACE, 'ActiveAccessPoint', dbus.ObjectPath(device.access_points[0]))
    if state == 30:
        device.Set(nm.DEVICE_IFACE, 'ActiveConnection', dbus.ObjectPath('/'))
        device.Set(nm.WIRELESS_DEVICE_IFACE, 'ActiveAccessPoint', dbus.ObjectPath('/'))
    device.EmitSignal(nm.DEVICE_IFACE, 'StateChanged', 'uuu', [dbus.UInt32(state), old, dbus.UInt32(reason)])


def run(steps, number):
    """One state after the other, each in a turn of its own, unless another activation has begun."""
    def turn():
        if dbusmock.get_object(nm.MANAGER_OBJ).activations != number:
            return False
        step(*steps.pop(0))
        return bool(steps)
    if steps:
        GLib.timeout_add(STEP_MILLIS, turn)


def ssid_of(profile):
    return bytes(bytearray(int(b) for b in profile.settings['802-11-wireless']['ssid']))


def access_point_for(ssid):
    device = dbusmock.get_object(DEVICE)
    for path in device.access_points:
        if bytes(bytearray(int(b) for b in dbusmock.get_object(path).Get(nm.ACCESS_POINT_IFACE, 'Ssid'))) == ssid:
            return path
    return '/'


def activate(manager, profile_path, _device):
    denied('network-control')
    profile = dbusmock.get_object(profile_path)
    manager.activations += 1
    device = dbusmock.get_object(DEVICE)
    before = [(110, 60), (30, 60)] if device.Get(nm.DEVICE_IFACE, 'State') > 30 else []
    active = '/org/freedesktop/NetworkManager/ActiveConnection/' + str(manager.activations)
    manager.AddObject(active, nm.ACTIVE_CONNECTION_IFACE, {
        'Connection': dbus.ObjectPath(profile_path), 'State': dbus.UInt32(1), 'Type': '802-11-wireless'}, [])
    ap = access_point_for(ssid_of(profile))

    number = manager.activations

    def begin():
        if manager.activations != number:
            return False
        device.Set(nm.DEVICE_IFACE, 'ActiveConnection', dbus.ObjectPath(active))
        device.Set(nm.WIRELESS_DEVICE_IFACE, 'ActiveAccessPoint', dbus.ObjectPath(ap))
        run(JOIN + ENDS[manager.outcome], number)
        return False
    for state in before:
        step(*state)
    GLib.timeout_add(STEP_MILLIS, begin)
    return dbus.ObjectPath(active)


def open_hotspot(manager, values, device_path, options):
    """An access point: a profile that lives as long as its activation, on the device that is named."""
    if options['persist'] != 'volatile' or options['bind-activation'] != 'dbus-client':
        raise dbus.exceptions.DBusException('it would be left behind', name=nm.MANAGER_IFACE + '.InvalidArguments')
    denied('wifi.share.protected' if '802-11-wireless-security' in values else 'wifi.share.open')
    path = add_profile(dbusmock.get_object(nm.SETTINGS_OBJ), values, True)
    manager.hotspots += 1
    active = '/org/freedesktop/NetworkManager/ActiveConnection/ap' + str(manager.hotspots)
    manager.AddObject(active, nm.ACTIVE_CONNECTION_IFACE, {
        'Connection': dbus.ObjectPath(path), 'State': dbus.UInt32(1), 'Type': '802-11-wireless'}, [])
    manager.hotspot = (active, path, device_path)
    device = dbusmock.get_object(device_path)
    if device.Get(nm.DEVICE_IFACE, 'State') > 30:
        step(110, 60)
        step(30, 60)
    device.Set(nm.WIRELESS_DEVICE_IFACE, 'Mode', dbus.UInt32(3))

    def end():
        if manager.hotspot != (active, path, device_path):
            return False
        if manager.hotspot_outcome == 'opens':
            device.Set(nm.DEVICE_IFACE, 'State', dbus.UInt32(100))
            dbusmock.get_object(active).Set(nm.ACTIVE_CONNECTION_IFACE, 'State', dbus.UInt32(2))
        elif manager.hotspot_outcome != 'hangs':
            close_hotspot(manager, active, {'no-dhcp': 5, 'no-radio': 9}[manager.hotspot_outcome])
        return False
    GLib.timeout_add(STEP_MILLIS, end)
    return dbus.ObjectPath(path), dbus.ObjectPath(active), dbus.Dictionary({}, signature='sv')


def close_hotspot(manager, active, reason):
    denied('network-control')
    if manager.hotspot is None or manager.hotspot[0] != active:
        raise dbus.exceptions.DBusException('The connection was not active.',
                                            name=nm.MANAGER_IFACE + '.ConnectionNotActive')
    _, path, device_path = manager.hotspot
    manager.hotspot = None
    device = dbusmock.get_object(device_path)
    device.Set(nm.WIRELESS_DEVICE_IFACE, 'Mode', dbus.UInt32(2))
    device.Set(nm.DEVICE_IFACE, 'State', dbus.UInt32(30))
    device.Set(nm.DEVICE_IFACE, 'StateReason', (dbus.UInt32(30), dbus.UInt32(reason)))
    manager.RemoveObject(active)
    nm.ConnectionDelete(dbusmock.get_object(path))


def add_profile(settings, values, unsaved):
    denied('settings.modify.system')
    check(values)
    path = settings.SettingsAddConnection(values)
    profile = dbusmock.get_object(path)
    profile.unsaved = unsaved
    profile.disk = None if unsaved else plain(values)
    profile.writes = 0
    profile.update2 = update2
    profile.get_settings = get_settings
    profile.get_secrets = get_secrets
    profile.delete = delete
    profile.AddMethods(nm.CSETTINGS_IFACE, [
        ('Delete', '', '', 'self.delete(self)'),
        ('GetSettings', '', 'a{sa{sv}}', 'ret = self.get_settings(self)'),
        ('GetSecrets', 's', 'a{sa{sv}}', 'ret = self.get_secrets(self, args[0])'),
        ('Update2', 'a{sa{sv}}ua{sv}', 'a{sv}', 'ret = self.update2(self, args[0], args[1])')])
    return path


def by_uuid(settings, uuid):
    for path in settings.ListConnections():
        if dbusmock.get_object(path).settings['connection']['uuid'] == uuid:
            return path
    raise dbus.exceptions.DBusException('No connection with the UUID was found.',
                                        name=nm.SETTINGS_IFACE + '.InvalidConnection')


SECRETS = ('psk', 'password', 'private-key-password')
BLOBS = ('client-cert', 'private-key', 'ca-cert')


def invalid(name):
    return dbus.exceptions.DBusException(name + ': property is invalid',
                                         name=nm.MANAGER_IFACE + '.Settings.Connection.InvalidProperty')


def check(values):
    security = values.get('802-11-wireless-security', {})
    if security.get('key-mgmt') in ('wpa-eap', 'wpa-eap-suite-b-192'):
        check_8021x(values['802-1x'])
        return
    psk = security.get('psk', 'no password')
    digits = all(c in '0123456789abcdefABCDEF' for c in psk)
    if security.get('key-mgmt') != 'sae' and not (8 <= len(psk.encode()) <= 63 or len(psk) == 64 and digits):
        raise invalid('802-11-wireless-security.psk')


def check_8021x(setting):
    """As NMSetting8021x verifies it."""
    if not setting.get('identity'):
        raise invalid('802-1x.identity')
    if setting['eap'][0] == 'tls' and not setting.get('private-key'):
        raise invalid('802-1x.private-key')
    if 'private-key' in setting and setting['client-cert'] != setting['private-key']:
        raise invalid('802-1x.client-cert')  # PKCS#12 stands in both
    if setting['eap'][0] != 'tls' and not setting.get('password'):
        raise invalid('802-1x.password')


def update2(profile, values, flags):
    denied('settings.modify.system')
    check(values)
    profile.settings = values
    if int(flags) & 1:
        profile.disk = plain(values)
        profile.writes += 1
        profile.unsaved = False
    return dbus.Dictionary({}, signature='sv')


def delete(profile):
    denied('settings.modify.system')
    manager = dbusmock.get_object(nm.MANAGER_OBJ)
    device = dbusmock.get_object(DEVICE)
    active = device.Get(nm.DEVICE_IFACE, 'ActiveConnection')
    if active != '/' and dbusmock.get_object(active).Get(nm.ACTIVE_CONNECTION_IFACE, 'Connection') == profile.path:
        manager.activations += 1
        step(110, 38)
        step(30, 38)
    nm.ConnectionDelete(profile)


def get_settings(profile):
    """Without secrets, and with the paths of the files that certificates have been written into."""
    return dbus.Dictionary({group: dbus.Dictionary({
        k: dbus.ByteArray(b'file:///etc/' + k.encode() + b'\0') if k in BLOBS else v
        for k, v in values.items() if k not in SECRETS}, signature='sv')
                            for group, values in profile.settings.items()}, signature='sa{sv}')


def get_secrets(profile, group):
    denied('settings.modify.system')
    values = {k: v for k, v in profile.settings.get(group, {}).items() if k in SECRETS}
    return dbus.Dictionary({group: dbus.Dictionary(values, signature='sv')}, signature='sa{sv}')


def plain(values):
    """Sorted words of a profile, such as connection.id=home, for tests to look at."""
    words = []
    for group in sorted(values):
        for key in sorted(values[group]):
            value = values[group][key]
            if key == 'address-data':
                value = ' '.join(f"{one['address']}/{one['prefix']}" for one in value)
            elif key == 'bssid':
                value = ':'.join('%02x' % int(b) for b in value)
            elif key in BLOBS:
                value = bytes(bytearray(int(b) for b in value)).hex()
            elif key in ('dns', 'proto', 'eap'):
                value = ' '.join(str(one) for one in value)
            elif not isinstance(value, str) and hasattr(value, '__iter__'):
                value = bytes(bytearray(int(b) for b in value)).decode('latin-1')
            if key != 'uuid':
                words.append(f'{group}.{key}={value}')
    return ' '.join(words)


def disconnect(device):
    denied('network-control')
    if int(device.Get(nm.DEVICE_IFACE, 'State')) <= 30:
        raise dbus.exceptions.DBusException('This device is not active', name=nm.DEVICE_IFACE + '.NotActive')
    dbusmock.get_object(nm.MANAGER_OBJ).activations += 1
    step(110, 39)
    step(30, 39)


def scan(device, options):
    denied('wifi.scan')
    device.scans += 1
    if dbusmock.get_object(nm.MANAGER_OBJ).scan_refused:
        not_allowed('immediately following previous scan')
    device.wanted += [bytes(bytearray(int(b) for b in one)) for one in options.get('ssids', [])]
    if not device.scanning:
        begin_scan(device)
        return
    if device.endless:  # until somebody asks
        device.endless = False
        GLib.timeout_add(SCAN_MILLIS, end_scan, device)
    if device.old:
        not_allowed('while already scanning')
    device.waiting = True


def not_allowed(why):
    raise dbus.exceptions.DBusException('Scanning not allowed ' + why, name=nm.DEVICE_IFACE + '.NotAllowed')


def begin_scan(device):
    """The first scan ever moves LastScan when it begins, too."""
    device.scanning = True
    if device.Get(nm.WIRELESS_DEVICE_IFACE, 'LastScan') == -1:
        move_last_scan(device)
    GLib.timeout_add(SCAN_MILLIS, end_scan, device)


def end_scan(device):
    manager = dbusmock.get_object(nm.MANAGER_OBJ)
    if manager.hidden and manager.hidden.encode() in device.wanted:
        manager.AddAccessPoint(DEVICE, 'hidden', manager.hidden, '02:00:00:00:00:99', 2, 2412, 54000, 50, 0x100)
        manager.hidden = None
    if manager.appearing:
        name = manager.appearing.pop(0)
        if name:
            manager.AddAccessPoint(DEVICE, 'new', name, '02:00:00:00:00:77', 2, 2412, 54000, 50, 0x100)
    move_last_scan(device)
    device.scanning = False
    if device.waiting:
        device.waiting = False
        begin_scan(device)
    return False


def move_last_scan(device):
    device.Set(nm.WIRELESS_DEVICE_IFACE, 'LastScan',
               dbus.Int64(device.Get(nm.WIRELESS_DEVICE_IFACE, 'LastScan') + 1000))


# --- the test's side ----------------------------------------------------------------------------------------

@dbus.service.method(MOCK_IFACE, in_signature='s', out_signature='')
def Outcome(_self, outcome):
    """From now on joins end like this."""
    dbusmock.get_object(nm.MANAGER_OBJ).outcome = str(outcome)


@dbus.service.method(MOCK_IFACE, in_signature='s', out_signature='')
def Refuse(_self, action):
    """PolicyKit does not permit this action of org.freedesktop.NetworkManager's; empty: all is permitted."""
    dbusmock.get_object(nm.MANAGER_OBJ).refuse = str(action)


@dbus.service.method(MOCK_IFACE, in_signature='b', out_signature='')
def RefuseScans(_self, refused):
    dbusmock.get_object(nm.MANAGER_OBJ).scan_refused = bool(refused)


@dbus.service.method(MOCK_IFACE, in_signature='s', out_signature='')
def Hide(_self, ssid):
    """A network that is seen only when it is called by its name."""
    dbusmock.get_object(nm.MANAGER_OBJ).hidden = str(ssid)


@dbus.service.method(MOCK_IFACE, in_signature='as', out_signature='')
def Appear(_self, ssids):
    """At the end of each of the next scans a network is new, or none: empty."""
    dbusmock.get_object(nm.MANAGER_OBJ).appearing = [str(ssid) for ssid in ssids]


@dbus.service.method(MOCK_IFACE, in_signature='', out_signature='')
def NeverScanned(_self):
    dbusmock.get_object(DEVICE).Set(nm.WIRELESS_DEVICE_IFACE, 'LastScan', dbus.Int64(-1))


@dbus.service.method(MOCK_IFACE, in_signature='b', out_signature='')
def Scanning(_self, old):
    """NetworkManager scans already, until somebody asks for a scan: that one waits; before 1.28 it was refused."""
    device = dbusmock.get_object(DEVICE)
    device.scanning = True
    device.endless = True
    device.old = bool(old)


@dbus.service.method(MOCK_IFACE, in_signature='', out_signature='')
def Pull(_self):
    """Somebody pulls the radio out."""
    manager = dbusmock.get_object(nm.MANAGER_OBJ)
    manager.activations += 1
    step(10, 36)
    manager.RemoveObject(DEVICE)
    manager.EmitSignal(nm.MANAGER_IFACE, 'DeviceRemoved', 'o', [dbus.ObjectPath(DEVICE)])


@dbus.service.method(MOCK_IFACE, in_signature='', out_signature='')
def Plug(_self):
    add_radio(dbusmock.get_object(nm.MANAGER_OBJ))


@dbus.service.method(MOCK_IFACE, in_signature='uu', out_signature='')
def Step(_self, state, reason):
    """The radio changes its state by itself."""
    dbusmock.get_object(nm.MANAGER_OBJ).activations += 1
    step(int(state), int(reason))


@dbus.service.method(MOCK_IFACE, in_signature='sssuu', out_signature='')
def Flags(_self, name, ssid, hw_address, wpa, rsn):
    """An access point of these flags."""
    manager = dbusmock.get_object(nm.MANAGER_OBJ)
    path = manager.AddAccessPoint(DEVICE, name, ssid, hw_address, 2, 2437, 54000, 50, 0x100)
    ap = dbusmock.get_object(path)
    ap.Set(nm.ACCESS_POINT_IFACE, 'WpaFlags', dbus.UInt32(wpa))
    ap.Set(nm.ACCESS_POINT_IFACE, 'RsnFlags', dbus.UInt32(rsn))


@dbus.service.method(MOCK_IFACE, in_signature='s', out_signature='')
def KeepAtHome(_self, password):
    """A profile of somebody's that is on the disk, with values of all the types that NetworkManager has."""
    text = dbus.String
    values = {
        'connection': {'id': text('at home'), 'uuid': text('3e0b1c2d-0000-4000-8000-00000000000a'), 'type': text('802-11-wireless')},
        '802-11-wireless': {'ssid': dbus.ByteArray(b'home'), 'mode': text('infrastructure')},
        '802-11-wireless-security': {'key-mgmt': text('wpa-psk'), 'psk': text(password)},
        'ipv4': {'method': text('manual'), 'dns': dbus.Array([dbus.UInt32(0x08080808)], signature='u'),
                 'address-data': dbus.Array([dbus.Dictionary({'address': text('10.0.0.2'), 'prefix': dbus.UInt32(24)},
                                                             signature='sv')], signature='a{sv}')}}
    add_profile(dbusmock.get_object(nm.SETTINGS_OBJ), values, False)


@dbus.service.method(MOCK_IFACE, in_signature='', out_signature='as')
def Kept(_self):
    """Each profile: how often it was written since it was made, and what is on the disk."""
    said = []
    for path in dbusmock.get_object(nm.SETTINGS_OBJ).ListConnections():
        profile = dbusmock.get_object(path)
        said.append(f'{profile.writes} {profile.disk}')
    return dbus.Array(said, signature='s')


@dbus.service.method(MOCK_IFACE, in_signature='', out_signature='s')
def Said(_self):
    """What the profiles say now, on the disk or not."""
    return '; '.join(plain(dbusmock.get_object(path).settings)
                     for path in dbusmock.get_object(nm.SETTINGS_OBJ).ListConnections())


@dbus.service.method(MOCK_IFACE, in_signature='say', out_signature='')
def Name(_self, name, ssid):
    """Gives an access point another name, of any bytes."""
    ap = dbusmock.get_object('/org/freedesktop/NetworkManager/AccessPoint/' + name)
    ap.Set(nm.ACCESS_POINT_IFACE, 'Ssid', dbus.ByteArray(bytes(bytearray(int(b) for b in ssid))))


@dbus.service.method(MOCK_IFACE, in_signature='', out_signature='i')
def Scans(_self):
    return dbusmock.get_object(DEVICE).scans


@dbus.service.method(MOCK_IFACE, in_signature='', out_signature='i')
def Refused(_self):
    return dbusmock.get_object(nm.MANAGER_OBJ).refused


@dbus.service.method(MOCK_IFACE, in_signature='s', out_signature='')
def HotspotOutcome(_self, outcome):
    """From now on access points end like this: opens, hangs, no-dhcp, no-radio."""
    dbusmock.get_object(nm.MANAGER_OBJ).hotspot_outcome = str(outcome)


@dbus.service.method(MOCK_IFACE, in_signature='', out_signature='')
def CloseHotspot(_self):
    """Somebody else closes it."""
    manager = dbusmock.get_object(nm.MANAGER_OBJ)
    close_hotspot(manager, manager.hotspot[0], 39)


@dbus.service.method(MOCK_IFACE, in_signature='', out_signature='s')
def Hotspot(_self):
    """The device that the access point is on; empty: there is none."""
    hotspot = dbusmock.get_object(nm.MANAGER_OBJ).hotspot
    return '' if hotspot is None else hotspot[2]


@dbus.service.method(MOCK_IFACE, in_signature='', out_signature='i')
def Hotspots(_self):
    """How many have been opened."""
    return dbusmock.get_object(nm.MANAGER_OBJ).hotspots


@dbus.service.method(MOCK_IFACE, in_signature='s', out_signature='')
def PlugAnother(_self, name):
    """There is one more radio."""
    dbusmock.get_object(nm.MANAGER_OBJ).AddWiFiDevice(name, name, nm.DeviceState.DISCONNECTED)


@dbus.service.method(MOCK_IFACE, in_signature='u', out_signature='')
def Capabilities(_self, flags):
    dbusmock.get_object(DEVICE).Set(nm.WIRELESS_DEVICE_IFACE, 'WirelessCapabilities', dbus.UInt32(flags))
