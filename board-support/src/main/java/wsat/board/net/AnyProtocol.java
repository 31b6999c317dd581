package wsat.board.net;

import org.java_websocket.protocols.IProtocol;

/** Accepts whatever subprotocol the server chose: the request names it, the host judges it. */
final class AnyProtocol implements IProtocol {
    @Override
    public boolean acceptProvidedProtocol(String chosen) {
        return true;
    }

    @Override
    public String getProvidedProtocol() {
        return "";
    }

    @Override
    public IProtocol copyInstance() {
        return this;
    }
}
