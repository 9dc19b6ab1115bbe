package nl.tec.fuzz;

import static java.util.Map.entry;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nl.tec.accounts.PasskeyAnswers;
import nl.tec.accounts.internal.LogoutTokens;
import nl.tec.documents.Markdown;
import nl.tec.documents.UploadedFile;
import nl.tec.documents.internal.PdfSeal;
import nl.tec.exchange.web.ApiBodies;
import nl.tec.finance.LedgerLayout;
import nl.tec.finance.LedgerLayout.Column;
import nl.tec.finance.internal.LedgerFile;
import nl.tec.knowledge.internal.UploadCheck;
import nl.tec.mail.internal.ReturnedMails;
import nl.tec.neighbours.internal.NeighbourAnswers;
import nl.tec.operations.BackupReader;
import nl.tec.operations.BackupRefused;
import nl.tec.operations.internal.SealedOutput;
import nl.tec.organisations.internal.registers.RegisterTables;
import nl.tec.partners.internal.LogoPicture;
import nl.tec.partners.internal.PartnerTable;
import nl.tec.planning.InvalidPlanFile;
import nl.tec.planning.PlanFiles;
import nl.tec.shared.Problems;
import nl.tec.submissions.internal.ActivityTable;
import nl.tec.submissions.internal.calendar.CalendarReader;

/** Every parser of what strangers send us, by name. What was sent to each is in {@code src/test/resources/fuzz/NAME}. */
final class Parsers {

    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");

    /** HTML that the Markdown of a stranger never becomes. */
    private static final Pattern ACTIVE =
            Pattern.compile("(?i)<(script|img|iframe|svg|style)|(href|src)=\"\\s*(javascript|data|vbscript):");

    private static final Map<String, Parser> ALL = new TreeMap<>(Map.ofEntries(
            entry("activities", Parsers::activities),
            entry("api", ApiBodies::read),
            entry("backup", Parsers::backup),
            entry("calendar", Parsers::calendar),
            entry("ledger", Parsers::ledger),
            entry("logo", bytes -> LogoPicture.of(bytes, new Problems())),
            entry("logout", LogoutTokens::read),
            entry("markdown", Parsers::markdown),
            entry("neighbour", NeighbourAnswers::read),
            entry("partners", Parsers::partners),
            entry("passkey", PasskeyAnswers::read),
            entry("plan", Parsers::plan),
            entry("register", RegisterTables::read),
            entry("returned-mail", ReturnedMails::read),
            entry("seal", PdfSeal::find),
            entry("upload", Parsers::upload)));

    private static final UploadCheck UPLOADS = new UploadCheck();

    private Parsers() {}

    static Map<String, Parser> all() {
        return ALL;
    }

    static Parser get(String name) {
        return Objects.requireNonNull(ALL.get(name), name);
    }

    static Path seeds(String name) {
        return Path.of("src/test/resources/fuzz", name);
    }

    /** The inputs kept for a parser: small files of its kind, and every one that was a fault once. */
    static List<byte[]> kept(String name) throws IOException {
        try (Stream<Path> files = Files.list(seeds(name))) {
            return files.sorted().map(Parsers::bytes).toList();
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void activities(byte[] bytes) {
        try {
            ActivityTable.read(bytes, NOW);
        } catch (CalendarReader.Unreadable refused) {
            // as it says
        }
    }

    private static void calendar(byte[] bytes) {
        try {
            CalendarReader.read(bytes, NOW);
        } catch (CalendarReader.Unreadable refused) {
            // as it says
        }
    }

    private static void partners(byte[] bytes) {
        try {
            PartnerTable.read(bytes);
        } catch (PartnerTable.Unreadable refused) {
            // as it says
        }
    }

    private static void ledger(byte[] bytes) {
        try {
            LedgerFile.check(bytes);
            LedgerFile.read(
                    bytes,
                    headings -> Optional.of(LedgerLayout.guess(headings)).filter(Parsers::isReadable),
                    bookings -> {});
        } catch (LedgerFile.Unreadable refused) {
            // as it says
        }
    }

    /** Whether there is a column for all that a booking needs. */
    private static boolean isReadable(LedgerLayout layout) {
        Set<Column> columns = layout.headings().keySet();
        return columns.containsAll(Set.of(Column.DAY, Column.ACCOUNT))
                && (columns.contains(Column.AMOUNT) || columns.containsAll(Set.of(Column.DEBIT, Column.CREDIT)));
    }

    /** A file counts as broken when a reader throws something; running out of memory is not caught. */
    private static void upload(byte[] bytes) {
        UPLOADS.check(new UploadedFile("bestand", bytes), new Problems());
    }

    private static void markdown(byte[] bytes) {
        String html = Markdown.html(new String(bytes, StandardCharsets.UTF_8), 1);
        if (ACTIVE.matcher(html).find()) {
            throw new IllegalStateException("active: " + html);
        }
    }

    private static void plan(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        try {
            if (text.contains("\"candidates\"")) {
                PlanFiles.instance(text);
            } else {
                PlanFiles.solution(text);
            }
        } catch (InvalidPlanFile refused) {
            // as it says
        }
    }

    /** As it is, and as what is in a backup that somebody sealed who may: nobody gets past the seal by chance. */
    private static void backup(byte[] bytes) throws IOException {
        Path file = Files.createTempFile("tec-fuzz", ".backup");
        try {
            if (bytes.length > 0 && bytes[0] == 'P') {
                try (OutputStream sealed = new SealedOutput(Files.newOutputStream(file), null)) {
                    sealed.write(bytes);
                }
            } else {
                Files.write(file, bytes);
            }
            BackupReader.of(file, null).verify();
        } catch (BackupRefused refused) {
            // as it says
        } finally {
            Files.delete(file);
        }
    }

    /** Runs one of them for Jazzer, which finds these by their names. */
    public static final class Target {

        private static Parser parser = bytes -> {};

        private Target() {}

        /** Loads, and has Jazzer change, what the parser needs, which takes longer than any bytes may. */
        public static void fuzzerInitialize(String[] arguments) throws Exception {
            String name = Arrays.asList(arguments).get(0);
            parser = get(name);
            for (byte[] bytes : kept(name)) {
                parser.read(bytes);
            }
        }

        public static void fuzzerTestOneInput(byte[] bytes) throws Exception {
            parser.read(bytes);
        }
    }
}
