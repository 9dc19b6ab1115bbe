package nl.tec.organisations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nl.tec.TestSql;
import nl.tec.hub.Texts;
import nl.tec.organisations.ImportReport.Reason;
import nl.tec.organisations.Registers.RegisterFile;
import nl.tec.organisations.RegistersFixture.Encoding;
import nl.tec.organisations.RegistersFixture.Small;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

/** The import of registers (rules 1) from small artificial files, in all formats and with all kinds of errors. */
@OrganisationsTest
@RecordApplicationEvents
class RegisterFormsTest {

    private static final char[] SEPARATORS = {';', ',', '\t', '|'};
    private static final List<String> LINE_ENDS = List.of("\n", "\r\n", "\r");

    @Autowired
    Registers registers;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    OwnSchools ownSchools;

    @Autowired
    Texts texts;

    @Autowired
    ApplicationEvents events;

    private WithoutProefdam proefdam;

    @BeforeEach
    void forget() {
        proefdam = new WithoutProefdam(jdbc);
        proefdam.forget();
    }

    @ParameterizedTest
    @EnumSource(value = RegisterKind.class, mode = EnumSource.Mode.EXCLUDE, names = "COORDINATES")
    void aRegisterIsKnownByItsColumns_inAnyOrderEncodingSeparatorAndLineEnd_rules1(RegisterKind kind) {
        registers.runAll(RegistersFixture.files(), false, null, ProgressListener.NONE);
        proefdam.forget(kind);
        Small small = RegistersFixture.of(kind);
        ImportReport plain = dryRun(small.file());
        assertThat(plain.kind()).isEqualTo(kind);
        assertThat(plain.refusal()).isNull();
        assertThat(plain.changesAnything()).as(plain.toString()).isTrue();
        int seed = 0;
        for (Encoding encoding : Encoding.values()) {
            for (char separator : SEPARATORS) {
                Small other = small.shuffled(++seed);
                String text = other.text(separator, LINE_ENDS.get(seed % LINE_ENDS.size()));
                ImportReport report = dryRun(other.file(encoding.bytes(text)));
                assertThat(report)
                        .as(encoding + " " + separator)
                        .usingRecursiveComparison()
                        .ignoringFields("runId")
                        .isEqualTo(plain);
            }
        }
    }

    @Test
    void quotesAccentsAndEmptyValuesSurvive_rules1() {
        Small small = RegistersFixture.of(RegisterKind.PO_ADDRESSES);
        run(small.file(Encoding.WINDOWS_1252.bytes(small.text(';', "\r\n"))));
        assertThat(jdbc.sql("""
                select o.name || ' / ' || o.postcode || ' / ' || o.house_number || ' / ' || coalesce(o.phone, 'geen')
                from organisation o join school_site s on s.organisation_id = o.id where s.brin6 like '98Z%' order by s.brin6
                """).query(String.class).list())
                .containsExactly(
                        "Basisschool \u2018De Regenboog\u2019 / 9811 AA / 1 / geen",
                        "Basisschool \"Caf\u00e9 Techniek\" / 9811 AB / 2-4 / 0570123456");
        // escaped twice, as in the pupil counts of DUO
        Small pupils = RegistersFixture.of(RegisterKind.PO_PUPILS);
        String twice = pupils.text(';', "\n").replace("De Klimop", "\"De \"\"\"\"Klimop\"\"\"\"\"");
        run(pupils.file(twice.getBytes(StandardCharsets.UTF_8)));
        assertThat(jdbc.sql("""
                select o.name from organisation o join school_site s on s.organisation_id = o.id where s.brin6 = '98ZC00'
                """).query(String.class).single()).isEqualTo("De \"Klimop\"");
    }

    @Test
    void locationsOfOneSecondarySchoolAreDistinguished_rules1() {
        run(RegistersFixture.of(RegisterKind.VO_ADDRESSES).file());
        assertThat(
                        TestSql.list(
                                jdbc,
                                String.class,
                                "select name from organisations_school_name_v where site_id in (select organisation_id from school_site where brin6 like '98ZV%')"))
                .containsExactlyInAnyOrder("Proeflyceum (Lange Laan)", "Proeflyceum (Korte Laan)");
    }

    @Test
    void aDryRunReportsTheChangesOfTheImport_whichIsIdempotent_rules1() {
        Map<String, String> before = proefdam.everything();
        List<ImportReport> dry = registers.runAll(RegistersFixture.files(), true, null, ProgressListener.NONE);
        assertThat(proefdam.everything()).isEqualTo(before);
        assertThat(dry.stream().map(ImportReport::kind)).containsExactly(RegisterKind.values());
        assertThat(dry).allSatisfy(report -> assertThat(report.refusal()).isNull());
        assertThat(dry.stream().filter(ImportReport::changesAnything).count()).isGreaterThanOrEqualTo(9);

        List<ImportReport> real = registers.runAll(RegistersFixture.files(), false, null, ProgressListener.NONE);
        assertThat(real)
                .usingRecursiveComparison()
                .ignoringFields("runId", "dryRun")
                .isEqualTo(dry);
        assertThat(proefdam.everything()).isNotEqualTo(before);

        Map<String, String> after = proefdam.everything();
        for (ImportReport again : registers.runAll(RegistersFixture.files(), false, null, ProgressListener.NONE)) {
            assertThat(again.changesAnything()).as(again.toString()).isFalse();
        }
        assertThat(proefdam.everything()).isEqualTo(after);
    }

    @Test
    void changesArePreviewed_rules1() {
        Small pupils = RegistersFixture.of(RegisterKind.PO_PUPILS);
        run(RegistersFixture.of(RegisterKind.PO_ADDRESSES).file());
        run(pupils.file());
        ImportReport report = dryRun(pupils.file(pupils.text(';', "\n")
                .replace("|210|", "|")
                .replace("210", "222")
                .getBytes(StandardCharsets.UTF_8)));
        assertThat(report.changed()).isOne();
        assertThat(report.changes()).singleElement().satisfies(change -> {
            assertThat(change.key()).isEqualTo("import.change.pupils");
            assertThat(change.arguments()).contains("2024", "210", "222");
        });
    }

    @ParameterizedTest
    @EnumSource(value = RegisterKind.class, mode = EnumSource.Mode.EXCLUDE, names = "COORDINATES")
    void aBadLineIsReportedWithItsNumberAndReason_theRestGoesIn_rules1(RegisterKind kind) {
        registers.runAll(RegistersFixture.files(), false, null, ProgressListener.NONE);
        proefdam.forget(kind);
        ImportReport plain = dryRun(RegistersFixture.of(kind).file());
        ImportReport report = run(RegistersFixture.of(kind).withBadRow().file());
        assertThat(report.refusal()).isNull();
        assertThat(report.rejected()).isOne();
        assertThat(report.added()).isEqualTo(plain.added());
        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(3);
            assertThat(sentence(problem.reason())).endsWith(".");
        });
    }

    @Test
    void aBadSchoolAmongTheCoordinatesIsReportedWithItsLine_rules1() {
        run(RegistersFixture.of(RegisterKind.PO_ADDRESSES).file());
        ImportReport report = run(
                RegistersFixture.coordinates(RegistersFixture.COORDINATES.replace("[6.21, 52.31]", "[52.31, 6.21]")));
        assertThat(report.kind()).isEqualTo(RegisterKind.COORDINATES);
        assertThat(report.rejected()).isOne();
        assertThat(report.problems().get(0).line()).isEqualTo(5);
        assertThat(report.problems().get(0).reason().key()).isEqualTo("import.row.place");
    }

    @Test
    void everyRegisterReportsItsChanges_rules1() {
        List<ImportReport> reports = registers.runAll(RegistersFixture.files(), true, null, ProgressListener.NONE);
        assertThat(reports).allSatisfy(report -> {
            assertThat(report.changesAnything())
                    .as(report.toString())
                    .isEqualTo(!report.changes().isEmpty());
            assertThat(report.changes())
                    .allSatisfy(change -> assertThat(sentence(change)).doesNotContain("{"));
        });
    }

    @Test
    void aReportIndicatesMoreChanges_onlyIfThereAreAny_rules1() {
        Small postcodes = RegistersFixture.of(RegisterKind.POSTCODES);
        for (int n : new int[] {40, 41}) {
            String lines = IntStream.range(0, n)
                    .mapToObj(i -> i + ";98" + (20 + i) + ";Proefdam;52.3;6.2;Adres\n")
                    .collect(Collectors.joining());
            ImportReport report = dryRun(postcodes.file(
                    ("id;postcode;woonplaats;latitude;longitude;soort\n" + lines).getBytes(StandardCharsets.UTF_8)));
            assertThat(report.added()).isEqualTo(n);
            assertThat(report.changes()).hasSize(40);
            assertThat(report.moreChanges()).as(n + " areas").isEqualTo(n > 40);
        }
    }

    @Test
    void onlyChangedExamsPublishAnEvent_rules1() {
        registers.runAll(RegistersFixture.files(), false, null, ProgressListener.NONE);
        long told = events.stream(ExamsImported.class).count();
        assertThat(told).isOne();
        run(RegistersFixture.of(RegisterKind.VO_EXAMS).file());
        assertThat(events.stream(ExamsImported.class).count()).isEqualTo(told);
    }

    @Test
    void changedExamsArePreviewed_rules1() {
        registers.runAll(RegistersFixture.files(), false, null, ProgressListener.NONE);
        Small exams = RegistersFixture.of(RegisterKind.VO_EXAMS);
        ImportReport report = dryRun(exams.file(
                exams.text(';', "\n").replace("HAVO - N&T;24", "HAVO - N&T;30").getBytes(StandardCharsets.UTF_8)));
        assertThat(report.changed()).isOne();
        assertThat(report.changes()).singleElement().satisfies(change -> {
            assertThat(change.key()).isEqualTo("import.change.exams");
            assertThat(change.arguments()).endsWith("2022/23", "24", "30");
        });
    }

    @Test
    void aSchoolAddedByTheHubIsTakenOverByTheRegister_rules1() {
        run(RegistersFixture.of(RegisterKind.PO_ADDRESSES).file());
        TestSql.update(jdbc, "update school_site set source_rank = 0 where brin6 = '98ZA00'");
        jdbc.sql(
                        "update organisation set name = 'Zelf bedacht' where id = (select organisation_id from school_site where brin6 = '98ZA00')")
                .update();
        long id = TestSql.bigint(jdbc, "select organisation_id from school_site where brin6 = '98ZA00'");
        assertThat(ownSchools.find(id)).isPresent();
        run(RegistersFixture.of(RegisterKind.PO_ADDRESSES).file());
        assertThat(ownSchools.find(id)).isEmpty();
        assertThat(TestSql.text(jdbc, "select name from organisation where id = ?", id))
                .isEqualTo("Basisschool \u2018De Regenboog\u2019");
    }

    /** Returns files of the wrong kind, by the reason for refusal. */
    static Stream<Map.Entry<String, byte[]>> wrongFiles() {
        Map<String, byte[]> files = new TreeMap<>();
        Small po = RegistersFixture.of(RegisterKind.PO_ADDRESSES);
        String text = po.text(';', "\n");
        files.put("zip", bytes("PK\u0003\u0004 en zo verder"));
        files.put("pdf", bytes("%PDF-1.7 en zo verder"));
        files.put("excel", new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 1, 2, 3});
        files.put("html", bytes("<!DOCTYPE html><html><title>Niet gevonden</title></html>"));
        files.put("empty", bytes("\n\n   \n"));
        files.put("binary", new byte[] {1, 2, 3, 4, 5, 0, 7, 8, 9, 10, 11});
        files.put("noColumns", bytes("Beste lezer\n\nhierbij de gegevens.\n"));
        files.put("noRows", bytes(text.substring(0, text.indexOf('\n') + 1)));
        files.put("unknown", bytes("naam;leeftijd\nNoor;9\n"));
        files.put("missingColumns", bytes(text.replace("GEMEENTENUMMER", "IETS ANDERS")));
        files.put("truncated", bytes(text.substring(0, text.length() - 60)));
        files.put("json", bytes("{\"type\": \"FeatureCollection\", \"features\": [{"));
        files.put("noFeatures", bytes("{\"naam\": \"Noor\"}"));
        files.put("noSchools", bytes("{\"type\": \"FeatureCollection\", \"features\": [{\"properties\": {}}]}"));
        files.put(
                "oldYears",
                bytes(RegistersFixture.of(RegisterKind.PO_PUPILS)
                        .text(';', "\n")
                        .replace("LEERLINGEN_20", "LEERLINGEN_19")));
        List<List<String>> rows = new ArrayList<>(po.rows());
        rows.addAll(Collections.nCopies(25, po.bad()));
        files.put("mostlyBad", bytes(new Small(po.kind(), po.name(), po.columns(), rows, po.bad()).text(';', "\n")));
        return files.entrySet().stream();
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.MethodSource("wrongFiles")
    void aFileOfTheWrongKindIsRefusedEntirely_withASentence_rules1(Map.Entry<String, byte[]> file) {
        registers.runAll(RegistersFixture.files(), false, null, ProgressListener.NONE);
        Map<String, String> before = proefdam.everything();
        ImportReport report = run(new RegisterFile("bestand.csv", new ByteArrayInputStream(file.getValue())));
        assertThat(report.refusal()).isNotNull();
        assertThat(report.refusal().key()).isEqualTo("import.refused." + file.getKey());
        assertThat(sentence(report.refusal())).endsWith(".");
        assertThat(report.changesAnything()).isFalse();
        assertThat(proefdam.everything()).isEqualTo(before);
    }

    @Test
    void secondaryPupilsWithoutAYearInTheNameAreRefused_becauseTheFileDoesNotSayIt() {
        run(RegistersFixture.of(RegisterKind.VO_ADDRESSES).file());
        byte[] content = bytes(RegistersFixture.of(RegisterKind.VO_PUPILS).text(';', "\n"));
        ImportReport report = run(new RegisterFile("leerlingen.csv", new ByteArrayInputStream(content)));
        assertThat(report.refusal()).isNotNull();
        assertThat(report.refusal().key()).isEqualTo("import.refused.noYear");
    }

    /** Values that nobody would enter but a corrupt file may contain. */
    @Test
    void oddValuesAreRejectedLinesNotFailures() {
        run(RegistersFixture.of(RegisterKind.PO_ADDRESSES).file());
        run(RegistersFixture.of(RegisterKind.VO_ADDRESSES).file());
        String long300 = "n".repeat(300);
        List<RegisterFile> files = List.of(
                RegistersFixture.coordinates(RegistersFixture.COORDINATES.replace("SO De Klimop", long300)),
                RegistersFixture.coordinates(
                        RegistersFixture.COORDINATES.replace("SO De Klimop", "SO\\u0000De Klimop")),
                RegistersFixture.coordinates(
                        RegistersFixture.COORDINATES.replace("SO De Klimop", "SO \\ud83d De Klimop")),
                RegistersFixture.coordinates(RegistersFixture.COORDINATES.replace("6.2,", "1e999,")),
                replaced(RegisterKind.VO_ADDRESSES, "Proeflyceum", "n".repeat(195)),
                replaced(RegisterKind.PO_ADDRESSES, "Dorpsstraat", "s".repeat(5000)),
                replaced(RegisterKind.PO_ADDRESSES, "PROEFDAM", "\"\""),
                replaced(RegisterKind.PUBLIC_HOLIDAYS, "2051-04-27", "+99999999-04-27"),
                replaced(RegisterKind.PUBLIC_HOLIDAYS, "2051-04-27", "-0001-04-27"),
                replaced(RegisterKind.SCHOOL_HOLIDAYS, "2050-10-15;2050-10-23", "+999999999-10-15;+999999999-10-23"),
                replaced(RegisterKind.SCHOOL_HOLIDAYS, "NO,MI", ",,;"),
                replaced(RegisterKind.PO_PUPILS, "210", "99999999999"),
                replaced(RegisterKind.PO_AGES, "20241001", "20991001"));
        for (RegisterFile file : files) {
            ImportReport report = dryRun(file);
            Set<String> keys = Stream.concat(
                            Stream.ofNullable(report.refusal()),
                            report.problems().stream().map(ImportReport.RowProblem::reason))
                    .map(Reason::key)
                    .collect(Collectors.toSet());
            assertThat(keys).as(report.toString()).doesNotContain("import.refused.failed");
        }
    }

    private static RegisterFile replaced(RegisterKind kind, String from, String to) {
        Small small = RegistersFixture.of(kind);
        String text = small.text(';', "\n");
        assertThat(text).contains(from);
        return small.file(bytes(text.replace(from, to)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String sentence(Reason reason) {
        return texts.text(Texts.DUTCH, reason.key(), reason.arguments().toArray());
    }

    private ImportReport dryRun(RegisterFile file) {
        return registers
                .runAll(List.of(file), true, null, ProgressListener.NONE)
                .get(0);
    }

    private ImportReport run(RegisterFile file) {
        return registers
                .runAll(List.of(file), false, null, ProgressListener.NONE)
                .get(0);
    }

    @Test
    void everyKindIsAmongTheSmallFiles() {
        Set<RegisterKind> kinds = EnumSet.of(RegisterKind.COORDINATES);
        RegistersFixture.all().forEach(small -> kinds.add(small.kind()));
        assertThat(kinds).containsExactlyInAnyOrder(RegisterKind.values());
    }
}
