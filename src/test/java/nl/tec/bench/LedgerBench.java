package nl.tec.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import nl.tec.TecProcess;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Secrets;
import nl.tec.launch.DatabaseAddress;
import nl.tec.launch.EmbeddedDatabase;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * The time that a file of the bookkeeping with 100,000 bookings takes, as CSV and as a spreadsheet, as somebody does it: sent over HTTP,
 * looked at, and booked, on a durable database. The columns and accounts are known. Then the same file again, of which nothing is new.
 */
final class LedgerBench implements Benchmark {

    private static final double LIMIT_SECONDS = 10;
    private static final int LINES = 100_000;
    private static final int ACCOUNTS = 40;
    private static final String IMPORT = "/beheer/geld/import";
    private static final String SESSION = "bench-maker";

    private record Line(LocalDate day, long cents, String account, String reference, String what) {}

    @Override
    public String run() throws Exception {
        Path folder = Files.createTempDirectory("tec-bench-ledger");
        try (EmbeddedDatabase server = EmbeddedDatabase.start(folder.resolve("database"))) {
            DatabaseAddress address = server.owner("tec");
            server.migrateToLatest("tec");
            fill(address);
            try (TecProcess program = TecProcess.startOn(address, folder.resolve("program"), "--empty")) {
                TestBrowser browser = new TestBrowser(program.port(), SESSION);
                double text = seconds(browser, "boekingen.csv", csv(lines("A")));
                seconds(browser, "boekingen-nog-eens.csv", csv(lines("A")));
                double sheet = seconds(browser, "boekingen.xlsx", workbook(lines("B")));
                String line = String.format(Locale.ROOT, "ledger: CSV %.1f s, spreadsheet %.1f s", text, sheet);
                if (text > LIMIT_SECONDS || sheet > LIMIT_SECONDS) {
                    throw new Missed(line);
                }
                return line;
            }
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    /** Sends, looks at and books a file. */
    private static double seconds(TestBrowser browser, String name, byte[] content) {
        long begin = System.nanoTime();
        String look = TestBrowser.location(browser.upload(IMPORT, "bestand", Map.of(name, content)));
        double sent = since(begin);
        HttpResponse<String> page = browser.get(look);
        if (page.statusCode() != 200) {
            throw new IllegalStateException(look + " answers " + page.statusCode());
        }
        double seen = since(begin);
        TestBrowser.location(browser.post(look));
        double booked = since(begin);
        System.out.printf(
                Locale.ROOT,
                "%s, %.1f MB: sent after %.1f s, seen after %.1f s, booked after %.1f s%n",
                name,
                content.length / 1e6,
                sent,
                seen,
                booked);
        return booked;
    }

    private static double since(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    /** Bookings of three years. @param book their references begin with it, so that they are others than those of another book */
    private static List<Line> lines(String book) {
        Random random = new Random(7);
        List<Line> lines = new ArrayList<>();
        for (int line = 0; line < LINES; line++) {
            lines.add(new Line(
                    LocalDate.of(2024, 1, 1).plusDays(random.nextInt(1096)),
                    1 + random.nextInt(500_000),
                    account(random.nextInt(ACCOUNTS)),
                    book + line,
                    "Factuur " + random.nextInt(100_000) + " van leverancier " + random.nextInt(500)));
        }
        return lines;
    }

    private static String account(int number) {
        return String.valueOf(4000 + 10 * number);
    }

    private static byte[] csv(List<Line> lines) {
        StringBuilder text = new StringBuilder("Datum;Grootboekrekening;Bedrag;Boekstuk;Omschrijving\r\n");
        lines.forEach(line -> text.append(line.day())
                .append(';')
                .append(line.account())
                .append(';')
                .append(line.cents() / 100)
                .append(String.format(Locale.ROOT, ",%02d;", line.cents() % 100))
                .append(line.reference())
                .append(";\"")
                .append(line.what())
                .append("\"\r\n"));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] workbook(List<Line> lines) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(out, "bench", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("Grootboek");
            List<String> head = List.of("Datum", "Grootboekrekening", "Bedrag", "Boekstuk", "Omschrijving");
            for (int column = 0; column < head.size(); column++) {
                sheet.value(0, column, head.get(column));
            }
            for (int row = 1; row <= lines.size(); row++) {
                Line line = lines.get(row - 1);
                sheet.value(row, 0, line.day());
                sheet.style(row, 0).format("dd-mm-yyyy").set();
                sheet.value(row, 1, line.account());
                sheet.value(row, 2, line.cents() / 100.0);
                sheet.value(row, 3, line.reference());
                sheet.value(row, 4, line.what());
            }
        }
        return out.toByteArray();
    }

    /** A programme manager who is signed in, and what was said of columns and accounts before. */
    private static void fill(DatabaseAddress address) {
        JdbcClient jdbc =
                JdbcClient.create(new DriverManagerDataSource(address.url(), address.user(), address.password()));
        TestSql.update(jdbc, "insert into hub_setting (key, value, changed_at) values ('NAME', 'TEC', now())");
        jdbc.sql("""
                insert into account (id, email, name, created_at) overriding system value
                values (1, 'maker@example.org', 'Maker', now())
                """).update();
        jdbc.sql("insert into account_role (account_id, role, granted_at) values (1, 'PROGRAMME_MANAGER', now())")
                .update();
        jdbc.sql("""
                insert into web_session (secret_hash, account_id, by_link, created_at, seen_at, expires_at)
                values (?, 1, false, now(), now(), now() + interval '8 hours')
                """).param(Secrets.hash(SESSION)).update();
        jdbc.sql("""
                insert into ledger_layout (headings, day_column, account_column, amount_column, reference_column, what_column, costs_negative)
                values (?, 'Datum', 'Grootboekrekening', 'Bedrag', 'Boekstuk', 'Omschrijving', false)
                """)
                .param("datum\ngrootboekrekening\nbedrag\nboekstuk\nomschrijving")
                .update();
        for (int number = 0; number < ACCOUNTS; number++) {
            jdbc.sql("insert into ledger_account (code, kind, category) values (?, 'COST', 'MATERIAL')")
                    .param(account(number))
                    .update();
        }
    }
}
