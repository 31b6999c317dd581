package wsat.sim.world;

/** What the lines of a transcript mean that are about the access point that the module opens, and its stations. */
final class HotspotScript {
    private HotspotScript() {
    }

    /**
     * {@code soft-ap opens [after TIME]}, {@code refused [after TIME]}, {@code keeps} or {@code lets go} its stations,
     * {@code is TEXT}, {@code closed}.
     */
    static Step.Action softAp(Words words) {
        if (words.takes("is")) {
            String text = words.rest();
            return stage -> stage.softAp(text);
        }
        if (words.takes("closed")) {
            return stage -> stage.softAp("");
        }
        if (words.takes("keeps")) {
            return stage -> stage.hotspots().keep(true);
        }
        if (words.takes("lets go")) {
            return stage -> stage.hotspots().keep(false);
        }
        boolean refuse = words.takes("refused");
        if (!refuse && !words.takes("opens")) {
            throw new IllegalArgumentException("soft-ap opens, refused, keeps, lets go, is TEXT, or closed");
        }
        long millis = Script.after(words);
        return stage -> stage.hotspots().open(refuse, millis);
    }

    /** {@code station MAC comes}, {@code station MAC at ADDRESS}, {@code station MAC goes}. */
    static Step.Action station(Words words) {
        String mac = words.word("an address");
        if (words.takes("comes")) {
            return stage -> stage.hotspots().come(mac);
        }
        if (words.takes("goes")) {
            return stage -> stage.hotspots().leave(mac);
        }
        if (!words.takes("at")) {
            throw new IllegalArgumentException("station MAC comes, at ADDRESS, or goes");
        }
        String address = words.word("an address");
        return stage -> stage.hotspots().give(mac, address);
    }
}
