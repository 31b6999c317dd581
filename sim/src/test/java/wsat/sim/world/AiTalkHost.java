package wsat.sim.world;

/** A voice product: words anywhere in what comes, commands sent again every half second, echo never off. */
final class AiTalkHost extends Host {
    private static final int TRIES = 20;

    @Override
    void run() {
        again("AT\r\n", "OK");
        pause(5000);
        again("AT+CWSTATE?\r\n", "STATE:2");
        pause(50);
        again("AT+WSCFG=0,30,600,4096\r\n", "OK");
        pause(50);
        again("AT+WSOPEN=0,\"ws://h:23530//\"\r\n", "CONNECTED");
        pause(50);
        send("AT+WSSEND=0,4,2\r\n");
        until(500, ">");
        send("Xabc");
        until(500, "+WS_DATA:0,4,Xabc");
    }

    private void again(String command, String word) {
        for (int i = 0; i < TRIES; i++) {
            send(command);
            try {
                demand(until(500, word, "ERROR") == 0, "starts all over again");
                return;
            } catch (Stuck silence) {
                demand(got.indexOf("ERROR") < 0, "starts all over again");
            }
        }
        throw new Stuck("never " + word);
    }
}
