package nl.tec.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/**
 * An advisory about a library that was looked at and does no harm in this program: a line of {@code judged-harmless.json}, which is in the
 * program, so that a hub that runs an earlier version has what was judged of that version.
 *
 * @param advisory its id, or one of its other names
 * @param library group and name, without the version
 * @param until the last day on which this holds; somebody has to look again after it
 * @param reason what makes it harmless here
 */
record JudgedHarmless(String advisory, String library, LocalDate until, String reason) {

    JudgedHarmless {
        Objects.requireNonNull(until, "until");
        if (advisory.isBlank() || library.isBlank() || reason.isBlank()) {
            throw new IllegalArgumentException("an advisory is judged with its library, a day and a reason");
        }
    }

    static List<JudgedHarmless> list() {
        try (InputStream file =
                Objects.requireNonNull(JudgedHarmless.class.getResourceAsStream("/judged-harmless.json"))) {
            return read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<JudgedHarmless> read(InputStream file) {
        return List.of(JsonMapper.shared().readValue(file, JudgedHarmless[].class));
    }

    boolean holds(LocalDate today) {
        return !today.isAfter(until);
    }
}
