package wsat.board.net;

import java.nio.channels.SelectionKey;

/** The attachment of every key on the {@link Network}'s selector: who is told that a channel is ready. */
public interface Ready {
    /** Called in the loop thread, at most once a turn. */
    void ready(SelectionKey key);
}
