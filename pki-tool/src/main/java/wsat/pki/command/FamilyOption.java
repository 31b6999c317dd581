package wsat.pki.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import wsat.board.text.Quoted;
import wsat.pki.image.Family;

/** Whose slots a command means. */
final class FamilyOption {
    @Option(names = "--for", paramLabel = "LINKS", converter = Converter.class,
            description = "whose slots: wss (default), of wss:// links, client, of SSL sockets,"
                    + " server, of SSL servers, wss-server, of WebSocket servers, or wpa-ent, of enterprise"
                    + " networks (AT+CWJEAP uses slot 0)")
    Family family = Family.WSS;

    /** By the names of the namespaces. */
    static final class Converter implements ITypeConverter<Family> {
        @Override
        public Family convert(String text) {
            for (Family family : Family.values()) {
                if (family.toString().equals(text)) {
                    return family;
                }
            }
            throw new TypeConversionException(Quoted.of(text) + " is none of wss, client, server, wss-server,"
                    + " wpa-ent");
        }
    }
}
