package nl.tec.finance.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.finance.Budget;
import nl.tec.finance.LedgerImports;
import nl.tec.finance.LedgerImports.BadLine;
import nl.tec.finance.LedgerImports.Flaw;
import nl.tec.finance.LedgerLayout;
import nl.tec.finance.LedgerLayout.Column;
import nl.tec.hub.CsvReader;
import nl.tec.hub.TableExport;
import nl.tec.hub.TextFile;
import nl.tec.hub.Windows1252;
import nl.tec.hub.WorkbookRows;
import nl.tec.hub.WorkbookRows.Value;
import nl.tec.shared.Money;
import nl.tec.shared.Problems;
import nl.tec.shared.Sha256;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.jspecify.annotations.Nullable;

/**
 * The result of reading a file with bookings. The bookings themselves are streamed in chunks, so that a large file is never in memory
 * as a whole.
 *
 * @param headings the first line that is not empty
 * @param layout the mapping of the columns; null if it is unknown, in which case no line was read
 * @param bad number of lines that can't be read
 * @param badLines the first of them
 * @param repaired number of lines with characters that were encoded twice, such as {@code Ã©}
 * @param zero number of lines with a zero amount
 * @param accounts by code
 */
public record LedgerFile(
        List<String> headings,
        @Nullable LedgerLayout layout,
        int bad,
        List<BadLine> badLines,
        int repaired,
        int zero,
        Map<String, AccountSum> accounts) {

    public static final int MAX_LINES = 500_000;

    private static final WorkbookRows.Limits LIMITS = new WorkbookRows.Limits(400_000_000, 100);

    /** The number of bookings per chunk. */
    private static final int CHUNK = 5_000;

    /** The maximum number of lines that a quoted text spans. */
    private static final int MAX_QUOTED = 50;

    /** The columns without which a line says nothing. */
    private static final Set<Column> NEEDED = Set.of(Column.DAY, Column.ACCOUNT, Column.AMOUNT);

    private static final int MAX_ACCOUNT = 60;
    private static final int MAX_REFERENCE = 60;
    private static final int MAX_WHAT = 200;
    private static final int MIN_YEAR = 2020;
    private static final int MAX_YEAR = 2100;

    /** Day 0 of a spreadsheet. */
    private static final LocalDate EPOCH = LocalDate.of(1899, 12, 30);

    private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})[-/.]?(\\d{2})[-/.]?(\\d{2})(?:[T ].*)?");
    private static final Pattern DAY_FIRST = Pattern.compile("(\\d{1,2})[-/. ](\\d{1,2})[-/. ](\\d{4})(?: .*)?");
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern SIGNS = Pattern.compile("^[-+(]\\s*|\\s*[-)]$");

    /** Thrown for a file that can't be read; the message is the key of the text that says why. */
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        private final int line;

        Unreadable(String key) {
            this(key, 0);
        }

        /** @param line the first line that can't be read; 0 if that is not known */
        Unreadable(String key, int line) {
            super(key);
            this.line = line;
        }

        public Problems problems(String field) {
            String key = String.valueOf(getMessage());
            return line == 0 ? new Problems().add(field, key) : new Problems().add(field, key, line);
        }
    }

    /**
     * A booking on a line of the file.
     *
     * @param debit cents; positive: spent
     * @param fingerprint the same for the same booking in any file: of the day, amount, account, reference and description, and of
     *     the number of identical lines before it in the file
     */
    public record Booking(
            LocalDate day, long debit, String account, String reference, String what, byte[] fingerprint) {}

    public record AccountSum(int lines, long cents) {}

    private interface Rows {
        /** @param values null: the line can't be read */
        void row(int line, @Nullable List<Value> values) throws Unreadable;
    }

    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;

        Enough() {
            super(null, null, false, false);
        }
    }

    /** Reads the whole file, and checks that it is within the limits; what its columns are need not be known. */
    public static void check(byte[] content) throws Unreadable {
        if (isWorkbook(content)) {
            understood(() -> WorkbookRows.check(content, LIMITS));
        }
        understood(content, new Lines());
    }

    /** Returns the first line that is not empty. */
    public static List<String> headings(byte[] content) throws Unreadable {
        return read(content, headings -> Optional.empty(), bookings -> {}).headings();
    }

    /**
     * Reads a file that {@link #check} accepted before, and that is therefore within the limits.
     *
     * @param layouts returns the complete layout of headings; without one the lines are not read
     * @param each receives the bookings in chunks, in their order
     */
    public static LedgerFile read(
            byte[] content, Function<List<String>, Optional<LedgerLayout>> layouts, Consumer<List<Booking>> each)
            throws Unreadable {
        Parser parser = new Parser(isWorkbook(content), layouts, each);
        try {
            understood(content, parser);
        } catch (Enough enough) {
            // without a layout, only the headings can be read
        }
        return parser.done();
    }

    private static boolean isWorkbook(byte[] content) {
        return TextFile.starts(content, 'P', 'K');
    }

    private static void rows(byte[] content, Rows rows) throws IOException, TextFile.NotText, Unreadable {
        if (isWorkbook(content)) {
            WorkbookRows.<Unreadable>readChecked(content, (line, values) -> {
                if (values.stream().anyMatch(value -> !value.text().isBlank())) {
                    rows.row(line, values);
                }
            });
        } else {
            csv(content, rows);
        }
    }

    /** Something that reads a file. */
    private interface Reading {
        void run() throws IOException, TextFile.NotText, WorkbookRows.Refused, Unreadable;
    }

    private static void understood(Reading reading) throws Unreadable {
        try {
            reading.run();
        } catch (WorkbookRows.Refused e) {
            throw new Unreadable("finance.import.tooLarge");
        } catch (TextFile.NotText e) {
            throw e.line() > 1
                    ? new Unreadable("finance.import.notText", e.line())
                    : new Unreadable("finance.import.unreadable");
        } catch (IOException | UncheckedIOException | ExcelReaderException | IllegalArgumentException e) {
            throw new Unreadable("finance.import.unreadable");
        }
    }

    /** Reads all lines; what can't be read behind a line that could, is named by its line. */
    private static void understood(byte[] content, Rows rows) throws Unreadable {
        int[] last = {0};
        try {
            understood(() -> rows(content, (line, values) -> {
                last[0] = line;
                rows.row(line, values);
            }));
        } catch (Unreadable e) {
            throw last[0] > 0 && "finance.import.unreadable".equals(e.getMessage())
                    ? new Unreadable("finance.import.brokenOff", last[0] + 1)
                    : e;
        }
    }

    private static void csv(byte[] content, Rows rows) throws IOException, TextFile.NotText, Unreadable {
        try (TextFile text = TextFile.of(new ByteArrayInputStream(content), content.length);
                CsvReader csv = new CsvReader(text.reader(), MAX_QUOTED)) {
            rows.row(1, texts(csv.head()));
            for (CsvReader.Line line = csv.next(); line != null; line = csv.next()) {
                if (!line.isBlank()) {
                    rows.row(line.number(), line.cells().isEmpty() ? null : texts(line.cells()));
                }
            }
        }
    }

    private static List<Value> texts(List<String> cells) {
        return cells.stream()
                .map(cell -> new Value(TableExport.unescapeFormula(cell.strip()), false))
                .toList();
    }

    private static List<String> head(@Nullable List<Value> values) throws Unreadable {
        List<String> headings = values == null
                ? List.of()
                : values.stream().map(value -> value.text().strip()).toList();
        if (headings.size() < 3) {
            throw new Unreadable("finance.import.noColumns");
        }
        return headings;
    }

    /** Counts the lines. */
    private static final class Lines implements Rows {
        private int read;

        @Override
        public void row(int line, @Nullable List<Value> values) throws Unreadable {
            if (read == 0) {
                head(values);
            }
            if (read++ > MAX_LINES) {
                throw new Unreadable("finance.import.tooMany");
            }
        }
    }

    private static final class Parser implements Rows {
        private final boolean workbook;
        private final Function<List<String>, Optional<LedgerLayout>> layouts;
        private final Map<Column, Integer> places = new EnumMap<>(Column.class);
        private final Consumer<List<Booking>> each;
        private final List<Booking> bookings = new ArrayList<>();
        private final List<BadLine> badLines = new ArrayList<>();
        private final Map<String, AccountSum> accounts = new TreeMap<>();
        private final Map<String, Integer> same = new HashMap<>();
        private List<String> headings = List.of();
        private @Nullable LedgerLayout layout;
        private boolean begun;
        private boolean costsNegative;
        private int lastNeeded;
        private int bad;
        private int repaired;
        private int zero;

        Parser(boolean workbook, Function<List<String>, Optional<LedgerLayout>> layouts, Consumer<List<Booking>> each) {
            this.workbook = workbook;
            this.layouts = layouts;
            this.each = each;
        }

        @Override
        public void row(int line, @Nullable List<Value> values) throws Unreadable {
            if (!begun) {
                begun = true;
                begin(LedgerFile.head(values));
            } else if (values == null) {
                bad(line, Flaw.LINE, "");
            } else {
                booking(line, values);
            }
        }

        private void begin(List<String> columns) {
            headings = columns;
            layout = layouts.apply(headings).orElseThrow(Enough::new);
            costsNegative = layout.costsNegative();
            layout.headings().forEach((column, heading) -> {
                if (headings.contains(heading)) {
                    places.put(column, headings.indexOf(heading));
                }
            });
            // a workbook does not keep the empty cells at the end of a row
            lastNeeded = workbook
                    ? -1
                    : NEEDED.stream()
                            .mapToInt(column -> places.getOrDefault(column, -1))
                            .max()
                            .orElseThrow();
        }

        private void booking(int line, List<Value> read) {
            List<Value> values = repaired(read);
            LocalDate day = day(value(values, Column.DAY));
            OptionalLong debit = debit(values);
            String account = text(values, Column.ACCOUNT);
            if (values.size() <= lastNeeded) {
                bad(line, Flaw.COLUMNS, values.get(0).text());
            } else if (day == null) {
                bad(line, Flaw.DAY, value(values, Column.DAY).text());
            } else if (debit.isEmpty() || Math.abs(debit.getAsLong()) > Budget.MAX_CENTS) {
                bad(line, Flaw.AMOUNT, amounts(values));
            } else if (account.isEmpty() || account.length() > MAX_ACCOUNT) {
                bad(line, Flaw.ACCOUNT, account);
            } else if (debit.getAsLong() == 0) {
                zero++;
            } else {
                add(day, debit.getAsLong(), account, text(values, Column.REFERENCE), text(values, Column.WHAT));
            }
        }

        private List<Value> repaired(List<Value> values) {
            List<Value> right = values.stream()
                    .map(value -> new Value(Windows1252.repaired(value.text()), value.number()))
                    .toList();
            repaired += right.equals(values) ? 0 : 1;
            return right;
        }

        private void add(LocalDate day, long debit, String account, String reference, String what) {
            String key = String.join("\u0000", day.toString(), Long.toString(debit), account, reference, what);
            int before = same.merge(key, 1, Integer::sum);
            byte[] fingerprint = Sha256.of(key + "\u0000" + before);
            accounts.merge(
                    account,
                    new AccountSum(1, debit),
                    (one, other) -> new AccountSum(one.lines() + other.lines(), one.cents() + other.cents()));
            bookings.add(new Booking(
                    day,
                    debit,
                    account,
                    cut(reference, MAX_REFERENCE),
                    what.isEmpty() ? account : cut(what, MAX_WHAT),
                    fingerprint));
            if (bookings.size() == CHUNK) {
                handOn();
            }
        }

        private void handOn() {
            each.accept(List.copyOf(bookings));
            bookings.clear();
        }

        private void bad(int line, Flaw flaw, String text) {
            bad++;
            if (badLines.size() < LedgerImports.MAX_SHOWN) {
                badLines.add(new BadLine(line, flaw, cut(text, MAX_WHAT)));
            }
        }

        private OptionalLong debit(List<Value> values) {
            if (places.containsKey(Column.AMOUNT)) {
                OptionalLong amount = cents(value(values, Column.AMOUNT));
                return amount.isPresent() && costsNegative ? OptionalLong.of(-amount.getAsLong()) : amount;
            }
            OptionalLong debit = centsOrNothing(value(values, Column.DEBIT));
            OptionalLong credit = centsOrNothing(value(values, Column.CREDIT));
            return debit.isEmpty() || credit.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(debit.getAsLong() - credit.getAsLong());
        }

        private String amounts(List<Value> values) {
            return places.containsKey(Column.AMOUNT)
                    ? value(values, Column.AMOUNT).text()
                    : (value(values, Column.DEBIT).text() + " "
                                    + value(values, Column.CREDIT).text())
                            .strip();
        }

        private Value value(List<Value> values, Column column) {
            Integer place = places.get(column);
            return place == null || place >= values.size() ? new Value("", false) : values.get(place);
        }

        private String text(List<Value> values, Column column) {
            return SPACES.matcher(value(values, column).text().strip()).replaceAll(" ");
        }

        LedgerFile done() throws Unreadable {
            if (!begun) {
                throw new Unreadable("finance.import.noColumns");
            }
            if (!bookings.isEmpty()) {
                handOn();
            }
            return new LedgerFile(headings, layout, bad, badLines, repaired, zero, accounts);
        }
    }

    private static String cut(String text, int most) {
        return text.length() > most ? text.substring(0, most) : text;
    }

    /** Returns null for a text that is not a day, and for a day outside the accepted years. */
    static @Nullable LocalDate day(Value value) {
        try {
            LocalDate day = value.number() ? EPOCH.plusDays(exact(value).longValue()) : day(value.text());
            return day == null || day.getYear() < MIN_YEAR || day.getYear() > MAX_YEAR ? null : day;
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable LocalDate day(String text) {
        Matcher year = YEAR_FIRST.matcher(text.strip());
        if (year.matches()) {
            return LocalDate.of(number(year, 1), number(year, 2), number(year, 3));
        }
        Matcher day = DAY_FIRST.matcher(text.strip());
        return day.matches() ? LocalDate.of(number(day, 3), number(day, 2), number(day, 1)) : null;
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    /** Parses as a double, like a spreadsheet: the digits of an exact 1E999999999 do not fit in memory. */
    private static BigDecimal exact(Value value) {
        return BigDecimal.valueOf(Double.parseDouble(value.text()));
    }

    private static OptionalLong centsOrNothing(Value value) {
        return value.text().isBlank() ? OptionalLong.of(0) : cents(value);
    }

    /** Returns empty for a text that is not an amount, and for one that exceeds any budget: sums of such amounts may overflow. */
    static OptionalLong cents(Value value) {
        OptionalLong cents = anyCents(value);
        return cents.isPresent() && cents.getAsLong() >= -Budget.MAX_CENTS && cents.getAsLong() <= Budget.MAX_CENTS
                ? cents
                : OptionalLong.empty();
    }

    /**
     * Returns whole cents; empty for a text that is not an amount. A number of a spreadsheet may have a floating-point error; a text may
     * have its minus sign before or behind it, or be in brackets.
     */
    private static OptionalLong anyCents(Value value) {
        if (value.number()) {
            try {
                BigDecimal exact = exact(value).movePointRight(2);
                BigDecimal whole = exact.setScale(0, RoundingMode.HALF_UP);
                return exact.subtract(whole).abs().compareTo(new BigDecimal("0.000001")) < 0
                        ? OptionalLong.of(whole.longValueExact())
                        : OptionalLong.empty();
            } catch (NumberFormatException | ArithmeticException e) {
                return OptionalLong.empty();
            }
        }
        String text = value.text().replace('\u00A0', ' ').replace("€", "").strip();
        boolean minus = text.startsWith("-") || text.endsWith("-") || text.startsWith("(") && text.endsWith(")");
        String amount = SIGNS.matcher(text).replaceAll("");
        return Money.parse(amount)
                .map(money -> OptionalLong.of(minus ? -money.cents() : money.cents()))
                .orElse(OptionalLong.empty());
    }
}
