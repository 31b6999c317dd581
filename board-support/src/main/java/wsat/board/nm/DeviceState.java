package wsat.board.nm;

import wsat.port.Station;

/** NetworkManager's states of a device and their reasons (NMDeviceState, NMDeviceStateReason), for ESP-AT. */
final class DeviceState {
    static final int DISCONNECTED = 30;
    static final int PREPARE = 40;
    static final int NEED_AUTH = 60;
    static final int IP_CONFIG = 70;
    static final int ACTIVATED = 100;
    static final int FAILED = 120;

    private static final int IP_CONFIG_UNAVAILABLE = 5;
    private static final int NO_SECRETS = 7;
    private static final int SUPPLICANT_DISCONNECT = 8;
    private static final int SUPPLICANT_TIMEOUT = 11;
    private static final int SSID_NOT_FOUND = 53;

    private DeviceState() {
    }

    /** Whether an activation that has come to this state is over, without success. */
    static boolean isFailure(int state, int reason) {
        return state == FAILED || state == NEED_AUTH && reason == SUPPLICANT_DISCONNECT;
    }

    /** Of a failed activation, as a code of {@code AT+CWJAP}, and in words. */
    static Refusal refusal(int reason) {
        switch (reason) {
            case NO_SECRETS:
            case SUPPLICANT_DISCONNECT:
                return new Refusal("the password is wrong", Station.WRONG_PASSWORD);
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

    /** {@link Station#DOWN} to {@link Station#GOT_IP}. */
    static int stationState(int state, boolean addressed) {
        if (state == ACTIVATED && addressed) {
            return Station.GOT_IP;
        }
        return state >= IP_CONFIG && state <= ACTIVATED ? Station.CONNECTED : Station.DOWN;
    }
}
