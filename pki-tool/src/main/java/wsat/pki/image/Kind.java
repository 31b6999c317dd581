package wsat.pki.image;

/** What a slot consists of, each in a namespace of its own, see {@link Family}. */
public enum Kind {
    CA("ca"),
    CERT("cert"),
    KEY("key");

    /** What the names of its namespaces end in. */
    final String part;

    Kind(String part) {
        this.part = part;
    }
}
