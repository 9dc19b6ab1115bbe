package nl.tec.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every parser of what strangers send, with what is kept for it, and pieces of that. Jazzer, which makes bytes by what they reach, is
 * not part of the tests: it changes the classes of the whole process, also for the tests after it. {@code ./tec bench bytes} runs it.
 */
class KeptBytesTest {

    private static final int CHANGED = 100;

    static Stream<String> names() {
        return Parsers.all().keySet().stream();
    }

    @Test
    void everyParserHasBytesThatAreKept() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("src/test/resources/fuzz"))) {
            assertThat(folders.map(folder -> folder.getFileName().toString()).collect(Collectors.toSet()))
                    .isEqualTo(Set.copyOf(Parsers.all().keySet()));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void whatIsKeptIsReadOrRefused(String name) throws IOException {
        List<byte[]> kept = Parsers.kept(name);
        assertThat(kept).isNotEmpty();
        kept.forEach(bytes -> read(name, bytes));
    }

    @ParameterizedTest
    @MethodSource("names")
    void whatIsCutOffOrChangedIsReadOrRefused(String name) throws IOException {
        Random random = new Random(name.hashCode());
        List<byte[]> kept = Parsers.kept(name);
        for (int i = 0; i < CHANGED; i++) {
            read(name, changed(kept.get(random.nextInt(kept.size())), random));
        }
    }

    private static byte[] changed(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length + 1);
        if (random.nextInt(3) == 0) {
            return Arrays.copyOf(bytes, at);
        }
        byte[] changed = bytes.clone();
        for (int i = at; i < Math.min(bytes.length, at + 1 + random.nextInt(4)); i++) {
            changed[i] = (byte) random.nextInt(256);
        }
        return changed;
    }

    private static void read(String name, byte[] bytes) {
        try {
            Parsers.get(name).read(bytes);
        } catch (Exception | StackOverflowError e) {
            fail("the parser '" + name + "' of " + Base64.getEncoder().encodeToString(bytes), e);
        }
    }
}
