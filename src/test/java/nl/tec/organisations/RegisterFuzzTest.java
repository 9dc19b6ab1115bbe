package nl.tec.organisations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.BeforeProperty;
import nl.tec.hub.Texts;
import nl.tec.organisations.ImportReport.Reason;
import nl.tec.organisations.Registers.RegisterFile;
import nl.tec.organisations.RegistersFixture.Small;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestContextManager;

/** Reading any file ends in a report, never in a failure (rules 1). */
@OrganisationsTest
class RegisterFuzzTest {

    /** Texts known to break files and their readers. */
    private static final List<String> ODD = List.of(
            "\"",
            "\"\"\"",
            ";",
            ",",
            "\t",
            "\r",
            "\n",
            "\r\n\r\n",
            "<5",
            "-1",
            "99999999999999999999",
            "1e308",
            "NaN",
            "'; drop table organisation; --",
            "\u0001",
            "\ufeff",
            "\u202e",
            "\ud83d\ude80",
            "=HYPERLINK(\"x\")",
            "20241332",
            "\\N",
            "null",
            " ".repeat(300),
            "x".repeat(10_000));

    @Autowired
    Registers registers;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Texts texts;

    @BeforeProperty
    void program() throws Exception {
        new TestContextManager(getClass()).prepareTestInstance(this);
        registers.runAll(RegistersFixture.files(), false, null, ProgressListener.NONE);
    }

    @Provide
    Arbitrary<byte[]> anything() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(600);
    }

    @Property(tries = 150)
    void anyBytes(@ForAll("anything") byte[] bytes) {
        check("bestand.csv", bytes);
        byte[] afterAHeader = Arrays.copyOf(header(bytes.length), header(bytes.length).length + bytes.length);
        System.arraycopy(bytes, 0, afterAHeader, header(bytes.length).length, bytes.length);
        check("bestand-2019.csv", afterAHeader);
    }

    private static byte[] header(int which) {
        String text = RegistersFixture.all()
                .get(which % RegistersFixture.all().size())
                .text(';', "\n");
        return text.substring(0, text.indexOf('\n') + 1).getBytes(StandardCharsets.UTF_8);
    }

    @Property(tries = 300)
    void aRegisterWithPiecesMissingDoubledOrReplaced(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        int which = random.nextInt(RegistersFixture.all().size() + 1);
        String text = which == RegistersFixture.all().size()
                ? RegistersFixture.COORDINATES
                : RegistersFixture.all().get(which).text(";,\t|".charAt(random.nextInt(4)), "\n");
        String garbled = text;
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            garbled = garble(garbled, random);
        }
        byte[] bytes = garbled.getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(5) == 0 && bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        check("bestand-2019.csv", bytes);
    }

    /** A regression: a board number of 500 letters became a board name that the database rejected, along with the whole file. */
    @Example
    void aValueThatIsTooLongIsAProblemOfItsLine() {
        Random random = new Random(500);
        String tooLong =
                random.ints(3_000, 'A', 'Z' + 1).mapToObj(Character::toString).collect(Collectors.joining());
        for (Small register : RegistersFixture.all()) {
            for (int column = 0; column < register.columns().size(); column++) {
                check(register.name(), with(register, column, tooLong));
            }
        }
        Small schools = RegistersFixture.all().stream()
                .filter(register -> register.kind() == RegisterKind.VO_ADDRESSES)
                .findFirst()
                .orElseThrow();
        int board = schools.columns().indexOf("BEVOEGD GEZAG NUMMER");
        ImportReport report = check(schools.name(), with(schools, board, "x".repeat(500)));
        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(2);
            assertThat(problem.reason().key()).isEqualTo("import.row.tooLong");
        });
    }

    /** A Turkish capital becomes two characters in lower case. */
    @Example
    void aNameThatGrowsInTitleCaseIsStillStored() {
        Small schools = RegistersFixture.all().get(0);
        int name = schools.columns().indexOf("VESTIGINGSNAAM");
        assertThat(check(schools.name(), with(schools, name, "\u0130".repeat(200)))
                        .problems())
                .isEmpty();
    }

    private static byte[] with(Small register, int column, String value) {
        List<List<String>> rows = new ArrayList<>(register.rows());
        List<String> first = new ArrayList<>(rows.get(0));
        first.set(column, value);
        rows.set(0, first);
        return new Small(register.kind(), register.name(), register.columns(), rows, register.bad())
                .text(';', "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String garble(String text, Random random) {
        if (text.isEmpty()) {
            return text;
        }
        int from = random.nextInt(text.length());
        int to = Math.min(text.length(), from + random.nextInt(40));
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, from) + text.substring(to);
            case 1 -> text.substring(0, to) + text.substring(from);
            case 2 -> text.substring(0, from) + ODD.get(random.nextInt(ODD.size())) + text.substring(to);
            default -> {
                // replaces the rest of a value
                int next = Stream.of(";", ",", "\t", "|", "\n", "\"")
                        .mapToInt(s -> text.indexOf(s, from))
                        .filter(at -> at > from)
                        .min()
                        .orElse(from);
                yield text.substring(0, from) + ODD.get(random.nextInt(ODD.size())) + text.substring(next);
            }
        };
    }

    private ImportReport check(String name, byte[] bytes) {
        ImportReport report = registers
                .runAll(
                        List.of(new RegisterFile(name, new ByteArrayInputStream(bytes))),
                        true,
                        null,
                        ProgressListener.NONE)
                .get(0);
        String what = report + "\n" + new String(bytes, StandardCharsets.UTF_8);
        if (report.refusal() != null) {
            assertThat(report.refusal().key()).as(what).isNotEqualTo("import.refused.failed");
            assertThat(sentence(report.refusal())).isNotBlank();
            assertThat(report.changesAnything()).as(what).isFalse();
        }
        assertThat(report.problems()).as(what).allSatisfy(problem -> {
            assertThat(problem.line()).isBetween(1, Math.max(2, bytes.length));
            assertThat(sentence(problem.reason())).isNotBlank();
        });
        assertThat(report.rejected())
                .as(what)
                .isLessThanOrEqualTo(Math.max(report.rows(), report.problems().size()));
        return report;
    }

    private String sentence(Reason reason) {
        return texts.text(Texts.DUTCH, reason.key(), reason.arguments().toArray());
    }
}
