package wsat.board.fault;

import wsat.board.host.BoardStation;

/** The same for a board whose loop looks after its station, and after faults that wait, too. */
public final class FaultyBoardStation extends FaultyStation implements BoardStation {
    private final BoardStation station;
    private final Faults faults;

    public FaultyBoardStation(BoardStation station, Faults faults) {
        super(station, faults);
        this.station = station;
        this.faults = faults;
    }

    @Override
    public void refresh(long now) {
        station.refresh(now);
    }

    @Override
    public void restarted() {
        station.restarted();
    }

    @Override
    public void end() {
        station.end();
    }

    @Override
    public long nextDeadline() {
        return Math.min(station.nextDeadline(), faults.nextDeadline());
    }
}
