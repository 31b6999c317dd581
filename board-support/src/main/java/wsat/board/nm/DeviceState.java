package wsat.board.nm;

import wsat.port.Station;

/** NetworkManager's states of a device and their reasons (NMDeviceState, NMDeviceStateReason), for ESP-AT. */
final class DeviceState {
    static final int UNMANAGED = 10;
    static final int DISCONNECTED = 30;
    /** Every activation begins here. */
    static final int PREPARE = 40;
    static final int CONFIG = 50;
    static final int NEED_AUTH = 60;
    static final int ACTIVATED = 100;

    private static final int IP_CONFIG = 70;
    private static final int FAILED = 120;

    private static final int IP_CONFIG_UNAVAILABLE = 5;
    private static final int NO_SECRETS = 7;
    private static final int SUPPLICANT_DISCONNECT = 8;
    private static final int SUPPLICANT_TIMEOUT = 11;
    private static final int SUPPLICANT_CONFIG = 9;
    private static final int SUPPLICANT_FAILED = 10;
    private static final int SHARED_START_FAILED = 18;
    private static final int SHARED_FAILED = 19;
    private static final int CONNECTION_REMOVED = 38;
    private static final int SSID_NOT_FOUND = 53;
    private static final int NEW_ACTIVATION = 60;

    private DeviceState() {
    }

    /** Whether the device belongs to a network, if without an address yet. */
    static boolean isUp(int state) {
        return state >= IP_CONFIG && state <= ACTIVATED;
    }

    /** Whether it is on its way into a network. */
    static boolean isConnecting(int state) {
        return state >= PREPARE && state < IP_CONFIG;
    }

    /** Whether a connection ends because another one is wanted, or its profile is deleted. */
    static boolean makesWay(int reason) {
        return reason == CONNECTION_REMOVED || reason == NEW_ACTIVATION;
    }

    /**
     * Whether an activation that has come to this state is over, without success.
     *
     * @param asked how often it has come to {@link #NEED_AUTH}: the first time NetworkManager fetches what the
     *              profile has, the second time that was not enough
     */
    static boolean isFailure(int state, int reason, int asked) {
        return state == FAILED || state == NEED_AUTH && (reason == SUPPLICANT_DISCONNECT || asked > 1);
    }

    /** Of a failed activation, as a code of {@code AT+CWJAP}, and in words. @param proof what is let in with */
    static Refusal refusal(int state, int reason, String proof) {
        switch (state == NEED_AUTH ? NO_SECRETS : reason) {
            case NO_SECRETS:
            case SUPPLICANT_DISCONNECT:
                return new Refusal(proof + " is wrong", Station.WRONG_PASSWORD);
            case SUPPLICANT_TIMEOUT:
                return new Refusal("the access point does not answer", Station.TIMED_OUT);
            case SSID_NOT_FOUND:
                return new Refusal("the network is gone", Station.NOT_FOUND);
            case IP_CONFIG_UNAVAILABLE:
                return new Refusal("the network gives no address (no DHCP server?)", Station.FAILED);
            default:
                return new Refusal("NetworkManager has failed to join (NMDeviceStateReason " + reason + ")",
                        Station.FAILED);
        }
    }

    /** Of an access point that is not open, or not any more. */
    static Refusal accessPointRefusal(int reason) {
        switch (reason) {
            case IP_CONFIG_UNAVAILABLE:
            case SHARED_START_FAILED:
            case SHARED_FAILED:
                return new Refusal("its DHCP server does not start (apt install dnsmasq-base; no other program may "
                        + "hold ports 53 and 67 there)", Station.FAILED);
            case SUPPLICANT_DISCONNECT:
            case SUPPLICANT_CONFIG:
            case SUPPLICANT_FAILED:
            case SUPPLICANT_TIMEOUT:
                return new Refusal("the radio does not do that: another channel or <ecn>? (iw list; a Raspberry Pi "
                        + "also wants its Wi-Fi country: raspi-config)", Station.FAILED);
            default:
                return new Refusal("NetworkManager has closed it (NMDeviceStateReason " + reason + ")",
                        Station.FAILED);
        }
    }

    /** {@link Station#DOWN} to {@link Station#GOT_IP}. */
    static int stationState(int state, boolean addressed) {
        if (state == ACTIVATED && addressed) {
            return Station.GOT_IP;
        }
        return isUp(state) ? Station.CONNECTED : Station.DOWN;
    }
}
