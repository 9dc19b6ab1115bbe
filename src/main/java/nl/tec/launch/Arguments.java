package nl.tec.launch;

import java.io.Serial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The arguments after the command: options with a value, options without, and the rest. */
final class Arguments {

    /** Thrown for invalid arguments; the message says why, to the person who typed them. */
    static final class UsageException extends Exception {
        @Serial
        private static final long serialVersionUID = 1;

        UsageException(String sentence) {
            super(sentence);
        }
    }

    private final Map<String, String> values = new HashMap<>();
    private final Set<String> flags = new HashSet<>();
    private final List<String> rest = new ArrayList<>();

    private Arguments() {}

    /**
     * @param withValue the options that are followed by a value, as {@code --port 8080} or {@code --port=8080}
     * @param flags the options that stand alone
     */
    static Arguments of(List<String> words, Set<String> withValue, Set<String> flags) throws UsageException {
        Arguments arguments = new Arguments();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            int equals = word.indexOf('=');
            String name = word.startsWith("--") && equals > 0 ? word.substring(0, equals) : word;
            if (withValue.contains(name)) {
                if (equals < 0 && i + 1 == words.size()) {
                    throw new UsageException(name + " needs a value.");
                }
                arguments.values.put(name, equals > 0 ? word.substring(equals + 1) : words.get(++i));
            } else if (flags.contains(word)) {
                arguments.flags.add(word);
            } else if (word.startsWith("-")) {
                throw new UsageException("There is no option " + word + " here.");
            } else {
                arguments.rest.add(word);
            }
        }
        return arguments;
    }

    String value(String option, String byDefault) {
        return values.getOrDefault(option, byDefault);
    }

    /** Returns the data folder: {@code --data}, or else TEC_DATA, or else {@code data} in the working directory. */
    Path data() {
        return Path.of(value("--data", System.getenv().getOrDefault("TEC_DATA", "data")));
    }

    /** @throws StartException when there is no such file to read */
    static Path existing(String name) {
        Path file = Path.of(name);
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new StartException("There is no file " + file + ".");
        }
        return file;
    }

    int number(String option, int byDefault, int atLeast, int atMost) throws UsageException {
        String value = values.get(option);
        if (value == null) {
            return byDefault;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= atLeast && number <= atMost) {
                return number;
            }
        } catch (NumberFormatException e) {
            // reported below
        }
        throw new UsageException(
                option + " must be a number from " + atLeast + " to " + atMost + ", not " + value + ".");
    }

    boolean has(String flag) {
        return flags.contains(flag);
    }

    List<String> rest() {
        return List.copyOf(rest);
    }

    /** Rejects further arguments, for commands that take options only. */
    void nothingElse() throws UsageException {
        if (!rest.isEmpty()) {
            throw new UsageException("What is '" + rest.get(0) + "'?");
        }
    }
}
