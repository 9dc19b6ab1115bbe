package nl.tec.programme.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import nl.tec.programme.Board;
import nl.tec.programme.BoardChange;
import nl.tec.programme.Session;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;

/**
 * The view model of the planning board: a day with the hours from left to right, or a week with a column per day. Values for the whole
 * board, such as its hours, are computed once.
 */
public final class BoardPage {

    /** The number of rows for which the style sheet has a class. */
    private static final int MAX_LANES = 80;

    private static final int FIRST_HOUR = 8;
    private static final int LAST_HOUR = 18;
    private static final int EARLIEST_HOUR = 6;
    private static final int LATEST_HOUR = 23;
    private static final int QUARTER = 15;

    /** The kinds of lanes by their name in URLs. */
    static final Map<String, Board.By> BY = Map.of(
            "ruimte", Board.By.ROOM, "mens", Board.By.PERSON, "bus", Board.By.BUS, "materiaal", Board.By.EQUIPMENT);

    /** A part of a block: travel, set-up, the session itself, clean-up. @param quarters the duration in quarters of an hour */
    public record Part(String kind, int quarters) {}

    /**
     * A block in its lane.
     *
     * @param css its position and length, as classes; empty in a week, where blocks are stacked
     */
    public record Item(Board.Block block, String css, List<Part> parts) {

        public @Nullable Session session() {
            return block.session();
        }
    }

    private final Board board;
    private final boolean week;
    private final LocalDate day;
    private final @Nullable Long venueId;
    private final List<BoardChange> open;
    private final Instant now;
    private final String by;
    private final List<Board.Lane> lanes;
    private final int fromHour;
    private final int toHour;

    /**
     * @param venueId the venue to show; null: all
     * @param open the changes that can still be undone
     */
    BoardPage(Board board, boolean week, LocalDate day, @Nullable Long venueId, List<BoardChange> open, Instant now) {
        this.board = board;
        this.week = week;
        this.day = day;
        this.venueId = venueId;
        this.open = open;
        this.now = now;
        this.by = BY.entrySet().stream()
                .filter(each -> each.getValue() == board.by())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
        this.lanes = shown(board);
        this.fromHour = firstHour();
        this.toHour = lastHour();
    }

    public Board board() {
        return board;
    }

    public boolean week() {
        return week;
    }

    public LocalDate day() {
        return day;
    }

    public @Nullable Long venueId() {
        return venueId;
    }

    public List<BoardChange> open() {
        return open;
    }

    public Instant now() {
        return now;
    }

    /** Returns the name of the kind of lanes in URLs. */
    public String by() {
        return by;
    }

    /** Returns all non-empty lanes, and as many empty ones as fit, in order. */
    public List<Board.Lane> lanes() {
        return lanes;
    }

    public int fromHour() {
        return fromHour;
    }

    public int toHour() {
        return toHour;
    }

    private static List<Board.Lane> shown(Board board) {
        int empty = MAX_LANES
                - (int) board.lanes().stream().filter(BoardPage::filled).count();
        List<Board.Lane> shown = new ArrayList<>();
        for (Board.Lane lane : board.lanes()) {
            if (filled(lane) || lane.name() != null && empty-- > 0) {
                shown.add(lane);
            }
        }
        return shown.subList(0, Math.min(MAX_LANES, shown.size()));
    }

    private static boolean filled(Board.Lane lane) {
        return !lane.blocks().isEmpty();
    }

    /** Returns the number of lanes that do not fit. */
    public int notShown() {
        return (int) board.lanes().stream()
                        .filter(lane -> filled(lane) || lane.name() != null)
                        .count()
                - lanes.size();
    }

    /** Whether nothing is held on these days. */
    public boolean empty() {
        return blocks().allMatch(block -> block.session() == null);
    }

    private Stream<Board.Block> blocks() {
        return board.lanes().stream().flatMap(lane -> lane.blocks().stream());
    }

    /** Returns the days; the weekend only if it has sessions. */
    public List<LocalDate> days() {
        LocalDate first = board.days().first();
        List<LocalDate> days = first.datesUntil(board.days().last().plusDays(1)).toList();
        boolean weekend = !week
                || blocks().anyMatch(block -> block.session() != null
                        && Dates.dayOf(block.session().slot().start()).isAfter(first.plusDays(4)));
        return weekend ? days : days.subList(0, 5);
    }

    private int firstHour() {
        return Math.max(
                EARLIEST_HOUR,
                blocks().filter(block -> block.session() != null)
                        .map(block -> block.occupied().start().minusSeconds(block.travel() * 60L))
                        .mapToInt(start -> Dates.dayOf(start).isBefore(day) && !week
                                ? EARLIEST_HOUR
                                : start.atZone(Dates.ZONE).getHour())
                        .reduce(FIRST_HOUR, Math::min));
    }

    private int lastHour() {
        return Math.min(
                LATEST_HOUR,
                blocks().filter(block -> block.session() != null)
                        .mapToInt(block ->
                                CalendarPage.endHour(day, block.occupied().end()))
                        .reduce(LAST_HOUR, Math::max));
    }

    /** Returns the blocks of a lane on a day, including those that started the day before. */
    public List<Item> items(Board.Lane lane, LocalDate on) {
        Instant begin = Dates.startOf(on);
        Instant end = Dates.startOf(on.plusDays(1));
        return lane.blocks().stream()
                .filter(block -> block.occupied().start().isBefore(end)
                        && block.occupied().end().isAfter(begin))
                .map(block -> item(block, on))
                .toList();
    }

    private Item item(Board.Block block, LocalDate on) {
        int from = fromHour * 4;
        int to = toHour * 4;
        Instant leaves = block.occupied().start().minusSeconds(block.travel() * 60L);
        int begin = within(floor(leaves, on), from, to - 1);
        int end = within(ceiling(block.occupied().end(), on), begin + 1, to);
        List<Part> parts = new ArrayList<>();
        Session session = block.session();
        if (session != null) {
            int arrives =
                    block.travel() == 0 ? begin : within(floor(block.occupied().start(), on), begin, end);
            int starts = within(floor(session.slot().start(), on), arrives, end);
            int ends = within(ceiling(session.slot().end(), on), starts, end);
            add(parts, "travel", arrives - begin);
            add(parts, board.by() == Board.By.BUS ? "travel" : "prep", starts - arrives);
            add(parts, "core", ends - starts);
            add(parts, board.by() == Board.By.BUS ? "travel" : "prep", end - ends);
        }
        return new Item(block, week ? "" : place(begin, end), parts);
    }

    private static String place(int begin, int end) {
        return String.format(Locale.ROOT, "s-%02d%02d l-%d", begin / 4, begin % 4 * QUARTER, Math.min(48, end - begin));
    }

    private static void add(List<Part> parts, String kind, int quarters) {
        if (quarters > 0) {
            parts.add(new Part(kind, quarters));
        }
    }

    /** Returns the quarters of an hour since midnight of that day, rounded down. */
    private static int floor(Instant moment, LocalDate on) {
        return Math.floorDiv(minutes(moment, on), QUARTER);
    }

    private static int ceiling(Instant moment, LocalDate on) {
        return -Math.floorDiv(-minutes(moment, on), QUARTER);
    }

    private static int minutes(Instant moment, LocalDate on) {
        LocalDate its = Dates.dayOf(moment);
        LocalTime time = moment.atZone(Dates.ZONE).toLocalTime();
        return (int) (its.toEpochDay() - on.toEpochDay()) * 24 * 60 + time.getHour() * 60 + time.getMinute();
    }

    private static int within(int number, int from, int to) {
        return Math.max(from, Math.min(to, number));
    }

    /** Returns the URL of another view of the board with the same choices. */
    public String address(boolean ofWeek, String by, LocalDate on) {
        return address(ofWeek ? "week" : "dag", by, on, venueId);
    }

    static String address(String view, String by, LocalDate on, @Nullable Long venue) {
        return "/beheer/bord?weergave=" + view + "&per=" + by + "&dag=" + on + (venue == null ? "" : "&plek=" + venue);
    }

    public String previous() {
        return address(week, by, week ? day.minusWeeks(1) : day.minusDays(1));
    }

    public String next() {
        return address(week, by, week ? day.plusWeeks(1) : day.plusDays(1));
    }
}
