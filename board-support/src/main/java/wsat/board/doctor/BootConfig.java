package wsat.board.doctor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of a Raspberry Pi's config.txt that count for its model (Raspberry Pi documentation, Conditional filters).
 */
final class BootConfig {
    private static final Pattern MODEL = Pattern.compile("Raspberry Pi (?:Compute Module |Model )?(Zero 2|Zero|\\d)");
    private static final Pattern MODEL_FILTER = Pattern.compile("\\[(?:pi|cm)(02|\\d).*]");

    private final List<String> lines = new ArrayList<>();
    /** Such as 4, or 02 for a Zero 2; null: not known, as of a card. */
    private final String model;

    /** @param model what the machine says of itself, or nothing */
    BootConfig(List<String> text, String model) {
        Matcher named = MODEL.matcher(model);
        this.model = named.find() ? named.group(1).replace("Zero 2", "02").replace("Zero", "0") : null;
        boolean counts = true;
        for (String line : text) {
            String one = line.strip();
            if (one.startsWith("[")) {
                counts = counts(one);
            } else if (counts) {
                lines.add(one);
            }
        }
    }

    /** A filter that we do not know may be true. */
    private boolean counts(String filter) {
        Matcher named = MODEL_FILTER.matcher(filter);
        return !filter.equals("[none]") && (!named.matches() || model == null || named.group(1).equals(model));
    }

    boolean isKnown() {
        return model != null;
    }

    /** Whether it is a Raspberry Pi 5, 500 or Compute Module 5, whose header has another UART. */
    boolean isFive() {
        return "5".equals(model);
    }

    boolean has(String line) {
        return lines.contains(line);
    }

    /** Whether a parameter of the device tree is on; several may stand in a line. */
    boolean isOn(String parameter) {
        return lines.stream().filter(line -> line.startsWith("dtparam="))
                .flatMap(line -> Arrays.stream(line.substring("dtparam=".length()).split(",")))
                .anyMatch(word -> word.equals(parameter) || word.equals(parameter + "=on"));
    }

    /** Whether an overlay is loaded, with parameters or without. */
    boolean overlays(String name) {
        return lines.stream().anyMatch(line -> (line + ",").startsWith("dtoverlay=" + name + ","));
    }
}
