package nl.tec.finance;

import static nl.tec.Outcomes.done;
import static nl.tec.Outcomes.problems;
import static nl.tec.Outcomes.reasons;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestSql;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.finance.FundingSource.Terms;
import nl.tec.finance.LedgerImports.BadLine;
import nl.tec.finance.LedgerImports.Flaw;
import nl.tec.finance.LedgerImports.Meaning;
import nl.tec.finance.LedgerImports.Past;
import nl.tec.finance.LedgerImports.Preview;
import nl.tec.finance.LedgerLayout.Column;
import nl.tec.shared.Money;
import nl.tec.shared.Problems.Problem;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Bookings from files: read correctly, booked once, to the cent, in any format (rules 7.5). */
@TecTest
class LedgerImportTest {

    private static final AtomicLong COUNT = new AtomicLong(System.nanoTime());

    @Autowired
    LedgerImports imports;

    @Autowired
    Ledger ledger;

    @Autowired
    Budget budget;

    @Autowired
    AccountsFixture accounts;

    @Autowired
    JdbcClient jdbc;

    private Actor by;
    private String costs = "";
    private String income = "";
    private long source;

    /** Accounts and a source per test, so that tests do not see each other's bookings. */
    @BeforeEach
    void ownAccounts() {
        by = accounts.signedIn(Role.PROGRAMME_MANAGER).actor();
        costs = "4" + COUNT.incrementAndGet();
        income = "8" + COUNT.incrementAndGet();
        source = done(budget.save(new FundingSource(0, "Bron " + income, SourceKind.GRANT, "", "", Terms.NONE, 0), by));
        imports.remember(Map.of(costs, Meaning.cost(CostCategory.MATERIAL), income, Meaning.cover(source)));
    }

    private record Line(LocalDate day, long debit, String account, String reference, String what) {}

    private List<Line> lines(int count, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    boolean cost = random.nextInt(4) > 0;
                    long cents = 1L + random.nextInt(500_000);
                    return new Line(
                            LocalDate.of(2024, 1, 1).plusDays(random.nextInt(366)),
                            (cost ? cents : -cents) * (random.nextInt(20) == 0 ? -1 : 1),
                            cost ? costs : income,
                            random.nextInt(5) == 0 ? "" : "B" + i,
                            List.of("Hout; en schroeven", "Bus", "\"Het\" techlab", "  dubbele   spatie ")
                                    .get(random.nextInt(4)));
                })
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static byte[] csv(List<Line> lines) {
        StringBuilder text = new StringBuilder("Datum;Grootboekrekening;Bedrag;Boekstuk;Omschrijving\r\n");
        for (Line line : lines) {
            text.append("%02d-%02d-%d;%s;%s;%s;\"%s\"\r\n"
                    .formatted(
                            line.day().getDayOfMonth(),
                            line.day().getMonthValue(),
                            line.day().getYear(),
                            line.account(),
                            dutch(line.debit()),
                            line.reference(),
                            line.what().replace("\"", "\"\"")));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String dutch(long cents) {
        String text = String.format(java.util.Locale.forLanguageTag("nl"), "%,d", Math.abs(cents) / 100);
        return (cents < 0 ? "-" : "") + text + ",%02d".formatted(Math.abs(cents) % 100);
    }

    private static byte[] workbook(List<Line> lines) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(out, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("Grootboek");
            List<String> head = List.of("Omschrijving", "Credit", "Boekstuk", "Debet", "Datum", "Grootboekrekening");
            for (int i = 0; i < head.size(); i++) {
                sheet.value(0, i, head.get(i));
            }
            for (int i = 0; i < lines.size(); i++) {
                Line line = lines.get(i);
                sheet.value(i + 1, 0, line.what());
                sheet.value(i + 1, line.debit() < 0 ? 1 : 3, Math.abs(line.debit()) / 100.0);
                sheet.value(i + 1, 2, line.reference());
                sheet.value(i + 1, 4, line.day());
                sheet.style(i + 1, 4).format("dd-mm-yyyy").set();
                sheet.value(i + 1, 5, line.account());
            }
        }
        return out.toByteArray();
    }

    private Past run(String name, byte[] content) {
        UUID id = uploaded(name, content);
        Preview look = imports.look(id, by).orElseThrow();
        Past past = done(imports.run(id, false, by));
        assertThat(past.added()).as("what was announced").isEqualTo(look.added());
        assertThat(past.known()).isEqualTo(look.known());
        return past;
    }

    private long booked(String account) {
        return TestSql.bigint(jdbc, "select coalesce(sum(cents), 0) from ledger_entry where account = ?", account);
    }

    private static long sum(List<Line> lines, String account) {
        return lines.stream()
                .filter(line -> line.account().equals(account))
                .mapToLong(Line::debit)
                .sum();
    }

    @Test
    void everythingIsBookedToTheCentAndTheSameFileChangesNothing() throws IOException {
        List<Line> lines = lines(500, 1);
        Past first = run("a.csv", csv(lines));
        assertThat(first).extracting(Past::added, Past::known, Past::bad).containsExactly(500, 0, 0);
        assertThat(booked(costs)).isEqualTo(sum(lines, costs));
        assertThat(booked(income)).as("received is above nothing").isEqualTo(-sum(lines, income));

        Past again = run("b.csv", csv(lines));
        assertThat(again).extracting(Past::added, Past::known).containsExactly(0, 500);
        Past asWorkbook = run("c.xlsx", workbook(lines));
        assertThat(asWorkbook)
                .extracting(Past::added, Past::known)
                .as("other columns, other format")
                .containsExactly(0, 500);
        assertThat(booked(costs)).isEqualTo(sum(lines, costs));
        assertThat(ledger.sums(new LedgerFilter(null, LineKind.COVER, null, source))
                        .cover())
                .isEqualTo(new Money(-sum(lines, income)));
    }

    /** Split into overlapping files, in any order: the total is the same. */
    @Test
    void anySplitInAnyOrderIsTheSameMoney() {
        for (int seed = 0; seed < 12; seed++) {
            ownAccounts();
            List<Line> lines = lines(60, seed).stream()
                    .filter(line -> !line.reference().isEmpty())
                    .collect(Collectors.toCollection(ArrayList::new));
            Random random = new Random(seed);
            List<List<Line>> files = new ArrayList<>();
            for (int from = 0; from < lines.size(); from += 7) {
                List<Line> file = new ArrayList<>(lines.subList(from, Math.min(lines.size(), from + 12)));
                Collections.shuffle(file, random);
                files.add(file);
            }
            Collections.shuffle(files, random);
            files.forEach(file -> run("deel.csv", csv(file)));
            assertThat(booked(costs)).as("seed " + seed).isEqualTo(sum(lines, costs));
            assertThat(booked(income)).isEqualTo(-sum(lines, income));
        }
    }

    @Test
    void twoBookingsThatAreTheSameInOneFileAreTwo() {
        Line same = new Line(LocalDate.of(2024, 5, 1), 1250, costs, "", "Koffie");
        assertThat(run("a.csv", csv(List.of(same, same))).added()).isEqualTo(2);
        assertThat(run("b.csv", csv(List.of(same, same, same))).added()).isEqualTo(1);
        assertThat(booked(costs)).isEqualTo(3750);
    }

    @Test
    void unreadableLinesAreReported() {
        byte[] file = ("Datum;Grootboekrekening;Bedrag;Boekstuk;Omschrijving\n"
                        + "31-02-2024;" + costs + ";1,00;1;geen dag\n"
                        + "2024-02-28;" + costs + ";een tientje;2;geen bedrag\n"
                        + "2024-02-28;;5,00;3;geen rekening\n"
                        + "2024-02-28;" + costs + ";1.234;4;duizend\n"
                        + "2024-02-28;" + costs + ";(12,50);5;haakjes\n"
                        + "2024-02-28;" + costs + ";€ 3,5-;6;min erachter\n"
                        + "2024-02-28;" + costs + ";0,00;7;niets\n"
                        + "Totaal;;999,00;;\n")
                .getBytes(StandardCharsets.UTF_8);
        UUID id = uploaded("fout.csv", file);
        Preview look = imports.look(id, by).orElseThrow();
        assertThat(look.badLines())
                .extracting(BadLine::line, BadLine::flaw)
                .containsExactly(tuple(2, Flaw.DAY), tuple(3, Flaw.AMOUNT), tuple(4, Flaw.ACCOUNT), tuple(9, Flaw.DAY));
        assertThat(look).extracting(Preview::added, Preview::leftOut).containsExactly(3, 1);
        assertThat(problems(imports.run(id, false, by)))
                .containsExactly(new Problem(LedgerImports.WITHOUT_BAD, "finance.import.hasBad", List.of(4, 2)));
        done(imports.run(id, true, by));
        assertThat(booked(costs)).isEqualTo(123_400 - 1250 - 350);
    }

    /** Nothing is booked of a file with one bad line far down, until somebody says so; the file and its mapping stay. */
    @Test
    void anUnreadableAmountFarDownIsNamedAndNothingIsBooked() {
        List<Line> lines = lines(24_000, 3);
        int bad = 22_000;
        List<String> text = new ArrayList<>(
                new String(csv(lines), StandardCharsets.UTF_8).lines().toList());
        text.set(bad - 1, text.get(bad - 1).replaceFirst(";[^;]*,\\d\\d;", ";12,3O;"));
        UUID id = uploaded("ver.csv", String.join("\r\n", text).getBytes(StandardCharsets.UTF_8));
        assertThat(imports.look(id, by).orElseThrow().badLines())
                .containsExactly(new BadLine(bad, Flaw.AMOUNT, "12,3O"));
        assertThat(problems(imports.run(id, false, by)))
                .containsExactly(new Problem(LedgerImports.WITHOUT_BAD, "finance.import.hasBad", List.of(1, bad)));
        assertThat(booked(costs) + booked(income)).isZero();
        assertThat(imports.look(id, by).orElseThrow())
                .extracting(Preview::added, Preview::hasUnmappedAccounts)
                .containsExactly(23_999, false);
        assertThat(done(imports.run(id, true, by)))
                .extracting(Past::added, Past::bad)
                .containsExactly(23_999, 1);
    }

    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private String line(int reference, String what) {
        return "28-02-2024;" + costs + ";1,00;" + reference + ";" + what + "\r\n";
    }

    private List<String> descriptions() {
        return TestSql.list(
                jdbc, String.class, "select what from ledger_entry where account = ? order by reference", costs);
    }

    private static byte[] together(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** A file made of two exports, one in UTF-8 and one in windows-1252, says what both said, and is no other booking. */
    @Test
    void aFileInTwoEncodingsIsReadAsItWasMeant() {
        String head = "Datum;Grootboekrekening;Bedrag;Boekstuk;Omschrijving\r\n";
        List<String> texts = List.of(
                "Café Ïlse – 3 × koffie à € 2,50",
                "Crème brûlée “Zoë”",
                "CAFÉ’S IN DE BUURT",
                "Königsmøller, Þór & Søn",
                "BELGIË… ÀÁÂÃÄÅ");
        byte[] mixed = together(
                head.getBytes(StandardCharsets.UTF_8),
                line(1, texts.get(0)).getBytes(StandardCharsets.UTF_8),
                line(2, texts.get(1)).getBytes(WINDOWS),
                line(3, texts.get(2)).getBytes(WINDOWS),
                line(4, texts.get(3)).getBytes(StandardCharsets.UTF_8),
                line(5, texts.get(4)).getBytes(WINDOWS));
        assertThat(run("deels.csv", mixed)).extracting(Past::added, Past::bad).containsExactly(5, 0);
        assertThat(descriptions()).containsExactlyElementsOf(texts);
        StringBuilder clean = new StringBuilder(head);
        for (int i = 0; i < texts.size(); i++) {
            clean.append(line(i + 1, texts.get(i)));
        }
        assertThat(run("heel.csv", clean.toString().getBytes(StandardCharsets.UTF_8)))
                .extracting(Past::added, Past::known)
                .containsExactly(0, 5);
        assertThat(run("windows.csv", clean.toString().getBytes(WINDOWS)))
                .extracting(Past::added, Past::known)
                .containsExactly(0, 5);
    }

    /** Two encodings in one line, and a text that was cut off in the middle of a character. */
    @Test
    void alsoWithinALine() {
        byte[] file = together(
                "Datum;Grootboekrekening;Bedrag;Boekstuk;Omschrijving\r\n28-02-2024;".getBytes(StandardCharsets.UTF_8),
                (costs + ";1,00;1;één ").getBytes(StandardCharsets.UTF_8),
                "én twéé €\r\n".getBytes(WINDOWS),
                line(2, "Reünie").getBytes(StandardCharsets.UTF_8),
                Arrays.copyOf(
                        line(3, "Patisserie René").getBytes(StandardCharsets.UTF_8),
                        line(3, "Patisserie René").length() - 2));
        run("regel.csv", file);
        assertThat(descriptions()).startsWith("één én twéé €", "Reünie").hasSize(3);
    }

    /** A program that encodes twice writes Ã© for é. It is said, and the booking is the same as that of a right file. */
    @Test
    void lettersThatWereEncodedTwiceAreRepairedAndCounted() {
        String right = "Datum;Grootboekrekening;Bedrag;Boekstuk;Omschrijving\r\n"
                + line(1, "Café “Zoë” à € 2,50 – één")
                + line(2, "gewoon");
        byte[] twice = new String(right.getBytes(StandardCharsets.UTF_8), WINDOWS)
                .replace('\uFFFD', '\u009D')
                .getBytes(StandardCharsets.UTF_8);
        UUID id = uploaded("dubbel.csv", twice);
        assertThat(imports.look(id, by).orElseThrow())
                .extracting(Preview::added, Preview::repaired, Preview::bad)
                .containsExactly(2, 1, 0);
        done(imports.run(id, false, by));
        assertThat(descriptions()).containsExactly("Café “Zoë” à € 2,50 – één", "gewoon");
        UUID again = uploaded("goed.csv", right.getBytes(StandardCharsets.UTF_8));
        assertThat(imports.look(again, by).orElseThrow())
                .extracting(Preview::added, Preview::known, Preview::repaired)
                .containsExactly(0, 2, 0);
    }

    @Test
    void linesWithAnotherSeparatorThanTheHeadingsAreReported() {
        UUID id = uploaded(
                "komma.csv",
                ("Datum;Grootboekrekening;Bedrag;Boekstuk;Omschrijving\n"
                                + "28-02-2024;" + costs + ";1,00;1;goed\n"
                                + "28-02-2024," + costs + ",2.00,2,fout\n"
                                + "28-02-2024\t" + costs + "\t3,00\t3\tfout\n")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(imports.look(id, by).orElseThrow().badLines())
                .extracting(BadLine::line, BadLine::flaw)
                .containsExactly(tuple(3, Flaw.COLUMNS), tuple(4, Flaw.COLUMNS));
        assertThat(problems(imports.run(id, false, by)))
                .containsExactly(new Problem(LedgerImports.WITHOUT_BAD, "finance.import.hasBad", List.of(2, 3)));
        assertThat(booked(costs)).isZero();
    }

    /** What can't be read beyond its headings is refused at once, with the line. */
    @Test
    void aFileThatBreaksOffIsRefusedWithTheLine() throws IOException {
        List<Line> lines = lines(4_000, 4);
        byte[] workbook = workbook(lines);
        Problem cutInside =
                problems(imports.upload("half.xlsx", cutSheet(workbook), by)).get(0);
        assertThat(cutInside)
                .extracting(Problem::field, Problem::key)
                .containsExactly("bestand", "finance.import.brokenOff");
        assertThat((int) cutInside.arguments().get(0)).isBetween(1_900, 2_100);
        assertThat(problems(imports.upload("half.xlsx", Arrays.copyOf(workbook, workbook.length / 2), by)))
                .containsExactly(new Problem("bestand", "finance.import.unreadable", List.of()));

        String text = new String(csv(lines), StandardCharsets.UTF_8);
        int middle = text.indexOf('\n', text.length() / 2) + 1;
        int line = (int) text.substring(0, middle).lines().count() + 1;
        byte[] zeros = (text.substring(0, middle) + "\0".repeat(512)).getBytes(StandardCharsets.UTF_8);
        assertThat(problems(imports.upload("nul.csv", zeros, by)))
                .containsExactly(new Problem("bestand", "finance.import.notText", List.of(line)));
        assertThat(problems(imports.upload("utf16.csv", text.getBytes(StandardCharsets.UTF_16LE), by)))
                .as("without its mark it is no text from the start")
                .containsExactly(new Problem("bestand", "finance.import.unreadable", List.of()));
        assertThat(TestSql.bigint(jdbc, "select count(*) from ledger_upload where account_id = ?", by.accountId()))
                .isZero();
    }

    /** A workbook whose sheet ends halfway. */
    private static byte[] cutSheet(byte[] workbook) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipFile from = ZipFile.builder().setByteArray(workbook).get();
                ZipOutputStream to = new ZipOutputStream(out)) {
            for (ZipArchiveEntry entry : Collections.list(from.getEntries())) {
                byte[] part = from.getInputStream(entry).readAllBytes();
                to.putNextEntry(new ZipEntry(entry.getName()));
                to.write(part, 0, entry.getName().endsWith("sheet1.xml") ? part.length / 2 : part.length);
            }
        }
        return out.toByteArray();
    }

    private UUID uploaded(String name, byte[] content) {
        UUID id = done(imports.upload(name, content, by));
        Preview look = imports.look(id, by).orElseThrow();
        return look.layout() == null ? done(imports.remember(id, LedgerLayout.guess(look.headings()), by)) : id;
    }

    @Test
    void nothingIsBookedUntilAllAccountsAreMapped() {
        String unknown = "9" + COUNT.incrementAndGet();
        byte[] file = csv(List.of(new Line(LocalDate.of(2024, 3, 3), 500, unknown, "x", "Iets")));
        UUID id = uploaded("nieuw.csv", file);
        assertThat(imports.look(id, by).orElseThrow().hasUnmappedAccounts()).isTrue();
        assertThat(reasons(imports.run(id, false, by))).containsExactly("finance.import.noMeaning");
        imports.remember(Map.of(unknown, Meaning.LEFT_OUT));
        assertThat(done(imports.run(id, false, by)))
                .extracting(Past::added, Past::leftOut)
                .containsExactly(0, 1);
        imports.remember(Map.of(unknown, Meaning.cost(CostCategory.STAFF)));
        assertThat(run("nog.csv", file).added()).as("it counts after all").isEqualTo(1);
    }

    @Test
    void onABankStatementCostsAreNegative() {
        byte[] file = ("Boekdatum,Rekening,Saldo,Naam\n20240304," + costs + ",-12.50,Bouwmarkt\n")
                .getBytes(StandardCharsets.UTF_8);
        UUID id = done(imports.upload("bank.csv", file, by));
        done(imports.remember(
                id,
                new LedgerLayout(
                        Map.of(
                                Column.DAY, "Boekdatum",
                                Column.ACCOUNT, "Rekening",
                                Column.AMOUNT, "Saldo",
                                Column.WHAT, "Naam"),
                        true),
                by));
        done(imports.run(id, false, by));
        assertThat(booked(costs)).isEqualTo(1250);
    }

    @Test
    void filesOfOthersAreNotFoundAndInvalidFilesAreRefused() {
        UUID id = done(imports.upload("a.csv", csv(lines(3, 5)), by));
        Actor other = accounts.signedIn(Role.ADMINISTRATOR).actor();
        assertThat(reasons(imports.look(id, other))).containsExactly("finance.import.gone");
        assertThat(reasons(imports.run(id, false, other))).containsExactly("finance.import.gone");
        assertThat(reasons(imports.upload("x.pdf", "%PDF-1.7".getBytes(StandardCharsets.UTF_8), by)))
                .containsExactly("finance.import.unreadable");
        assertThat(reasons(imports.upload("x.csv", "een regel".getBytes(StandardCharsets.UTF_8), by)))
                .containsExactly("finance.import.noColumns");
        assertThat(reasons(imports.upload("x.xlsx", "PK\u0003\u0004niets".getBytes(StandardCharsets.UTF_8), by)))
                .containsExactly("finance.import.unreadable");
    }

    @Test
    void aHundredThousandLinesAreImported() {
        byte[] file = csv(lines(100_000, 9));
        UUID id = uploaded("groot.csv", file);
        assertThat(done(imports.run(id, false, by)).added()).isEqualTo(100_000);
    }

    @Test
    void theDatabaseRefusesToBookTwiceToChangeAndToTakeBackSomethingElse() {
        run("a.csv", csv(List.of(new Line(LocalDate.of(2024, 5, 1), 1250, costs, "1", "Koffie"))));
        assertThatThrownBy(() -> jdbc.sql("""
                insert into ledger_entry (day, kind, category, cents, what, fingerprint, import_id, recorded_at)
                select day, kind, category, cents, what, fingerprint, import_id, recorded_at from ledger_entry where account = ?
                """).param(costs).update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("booked_once");
        assertThatThrownBy(() -> TestSql.update(jdbc, "update ledger_entry set cents = 1 where account = ?", costs))
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> jdbc.sql("""
                insert into ledger_entry (day, kind, category, cents, what, takes_back, recorded_at)
                select day, kind, category, -cents + 1, what, id, recorded_at from ledger_entry where account = ?
                """).param(costs).update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("same booking");
    }

    @Test
    void aBookingIsTakenBackOnceAndAFormThatIsSentTwiceBooksOnce() {
        UUID once = UUID.randomUUID();
        Ledger.New entry =
                new Ledger.New(LocalDate.of(2024, 6, 1), LineKind.COVER, null, source, 50_000, "", "Gift", once);
        long id = done(ledger.book(entry, by));
        assertThat(done(ledger.book(entry, by))).isEqualTo(id);
        LedgerFilter own = new LedgerFilter(null, null, null, source);
        assertThat(ledger.sums(own).cover()).isEqualTo(new Money(50_000));
        done(ledger.takeBack(id, "Was een lening", by));
        done(ledger.takeBack(id, "Nog een keer", by));
        assertThat(ledger.sums(own)).isEqualTo(new Ledger.Sums(Money.ZERO, Money.ZERO, 2));
        LedgerEntry opposite = ledger.page(own, null, 10).rows().get(0);
        assertThat(reasons(ledger.takeBack(opposite.id(), "Toch niet", by)))
                .containsExactly("finance.problem.takenBack");
    }
}
