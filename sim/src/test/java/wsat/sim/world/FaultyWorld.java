package wsat.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.Function;
import wsat.at.Settings;
import wsat.board.Ports;
import wsat.board.fault.Faults;
import wsat.board.fault.FaultyClock;
import wsat.board.fault.FaultyLinks;
import wsat.board.fault.FaultyListeners;
import wsat.board.fault.FaultyResolver;
import wsat.board.fault.FaultySockets;
import wsat.board.fault.FaultyStation;
import wsat.board.fault.FaultyUart;
import wsat.board.flash.RamFlash;
import wsat.board.line.Doorbell;
import wsat.board.os.Ticks;
import wsat.port.Board;

/** A world in which all is well, with the faults of the page in front of it. */
final class FaultyWorld extends World {
    private final Front front;

    /** Who is told of faults. */
    interface Told {
        void fault(String words, long micros);
    }

    FaultyWorld(Settings settings, int baud, int station, Told told) {
        this(settings, baud, station, new Front(told));
    }

    private FaultyWorld(Settings settings, int baud, int station, Front front) {
        super(settings, baud, 0, station, new RamFlash(0x6000), front);
        this.front = front;
    }

    /** Makes a fault, which must be one. */
    void make(String words) {
        assertEquals(null, front.faults.make(words));
        wake();
    }

    /** Stands before a world. */
    private static final class Front implements Function<World, Board> {
        private final Told told;
        private Faults faults;

        Front(Told told) {
            this.told = told;
        }

        @Override
        public Board apply(World world) {
            int links = 3;
            int sockets = world.sockets().count();
            faults = new Faults(links, sockets, new Doorbell(() -> { }), new WorldTicks(world), world.log(),
                    world.clock(), new Reset(world), false, fault -> told.fault(fault.words(), world.now() * 1000));
            return new Ports(new FaultyUart(world.uart(), faults), new FaultyLinks(world.webSockets(), links, faults),
                    new FaultyListeners(world.webSocketListeners(), faults),
                    new FaultySockets(world.sockets(), sockets, faults),
                    new FaultyListeners(world.socketListeners(), faults), new FaultyStation(world.station(), faults),
                    new FaultyResolver(world.resolver(), faults), world.announcer(),
                    new FaultyClock(world.clock(), faults), world.mfgNvs(), world.nvs(),
                    world.thermometer(), world.log());
        }
    }

    @Override
    long nextOther() {
        return front.faults.nextDeadline();
    }

    private static final class WorldTicks extends Ticks {
        private final World world;

        WorldTicks(World world) {
            this.world = world;
        }

        @Override
        public long nanos() {
            return world.now() * 1_000_000;
        }

        @Override
        public long millis() {
            return world.now();
        }
    }

    private record Reset(World world) implements Faults.Machinery {
        @Override
        public void reset() {
            world.powerCycle();
        }

        @Override
        public void certificatesExpire(boolean expire) {
            world.network().certified.expired = expire;
            world.sockets().certified.expired = expire;
        }
    }
}
