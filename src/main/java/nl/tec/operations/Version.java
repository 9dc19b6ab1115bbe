package nl.tec.operations;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/**
 * The version of this program, as recorded by the build.
 *
 * @param name such as {@code 1.2.0}
 */
public record Version(String name) {

    private static final Version CURRENT = read();

    public static Version current() {
        return CURRENT;
    }

    private static Version read() {
        Properties build = new Properties();
        try (InputStream file = Version.class.getResourceAsStream("/application.properties")) {
            build.load(Objects.requireNonNull(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String name = build.getProperty("tec.version", "");
        // a class path that was not made by the build
        return new Version(name.isEmpty() || name.startsWith("@") ? "development" : name);
    }
}
