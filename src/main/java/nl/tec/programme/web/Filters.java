package nl.tec.programme.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.tec.programme.ActivityDetails.Takes;
import nl.tec.programme.ActivityKind;
import nl.tec.programme.Selection;
import nl.tec.programme.Who;
import nl.tec.shared.FormData;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/**
 * A visitor's search, as URL parameters: {@code ?q=robot&wie=groep-7&vrij=ja}. Invalid parameters are ignored, because a shared URL
 * should always work.
 */
public final class Filters {

    static final String TEXT = "q";
    static final String WHO = "wie";
    static final String WORLD = "wereld";
    static final String KIND = "soort";
    static final String PLACE = "plek";
    static final String WHEN = "wanneer";
    static final String FROM = "van";
    static final String TO = "tot";
    static final String FREE = "vrij";
    static final String TAKES = "met";
    static final String DAY = "dag";
    static final String PART = "dagdeel";
    static final String NO_CHARGE = "gratis";
    static final String OTHERS = "buren";
    static final String VIEW = "weergave";
    static final String ACTIVITY = "activiteit";
    static final String SIZE = "per";
    static final String SORT = "volgorde";
    static final String PAGE = "pagina";
    static final String WEEK = "week";
    static final String MONTH = "maand";

    /** An internal marker, not in URLs: the given days were in reverse order. */
    private static final String REVERSED = "omgedraaid";

    /** A filter that users type as a search word; no activity is called 'vakantie'. */
    private record MomentFilter(String filter, String value) {}

    private static final Map<String, MomentFilter> MOMENTS = Map.of(
            "vakantie", new MomentFilter(WHEN, When.HOLIDAYS.code()),
            "schoolvakantie", new MomentFilter(WHEN, When.HOLIDAYS.code()),
            "weekend", new MomentFilter(DAY, Selection.Day.WEEKEND.code()),
            "zaterdag", new MomentFilter(DAY, Selection.Day.SATURDAY.code()),
            "zondag", new MomentFilter(DAY, Selection.Day.SUNDAY.code()),
            "woensdagmiddag", new MomentFilter(DAY, Selection.Day.WEDNESDAY_AFTERNOON.code()),
            "holidays", new MomentFilter(WHEN, When.HOLIDAYS.code()),
            "saturday", new MomentFilter(DAY, Selection.Day.SATURDAY.code()),
            "sunday", new MomentFilter(DAY, Selection.Day.SUNDAY.code()));

    private static final int MAX_TEXT_LENGTH = 100;

    /** The named periods to filter on. */
    public enum When {
        WEEK("deze-week"),
        MONTH("deze-maand"),
        WEEKEND("weekend"),
        HOLIDAYS("vakantie"),
        PERIOD("periode");

        private final String code;

        When(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    private final Map<String, String> values;

    private Filters(Map<String, String> values) {
        this.values = values;
    }

    /** Reads the filters from the parameters of a request, keeping only valid ones. */
    static Filters of(FormData asked) {
        Map<String, String> all = new LinkedHashMap<>();
        Map<String, String> given = new LinkedHashMap<>();
        asked.fields().forEach(name -> given.put(name, asked.line(name)));
        String text = given.getOrDefault(TEXT, "");
        keep(all, TEXT, text.length() > MAX_TEXT_LENGTH ? text.substring(0, MAX_TEXT_LENGTH) : text, value -> true);
        keep(all, WHO, given.get(WHO), value -> Who.parse(value).isPresent());
        if (!all.containsKey(WHO)) {
            Who.said(all.getOrDefault(TEXT, "")).ifPresent(said -> {
                all.remove(TEXT);
                keep(all, TEXT, said.rest(), rest -> true);
                all.put(WHO, said.who().code());
            });
        }
        MomentFilter moment = MOMENTS.get(all.getOrDefault(TEXT, "").toLowerCase(Locale.ROOT));
        if (moment != null && given.getOrDefault(moment.filter(), "").isEmpty()) {
            all.remove(TEXT);
            given.put(moment.filter(), moment.value());
        }
        keep(all, WORLD, given.get(WORLD), value -> world(value).isPresent());
        keep(all, KIND, given.get(KIND), value -> kind(value).isPresent());
        keep(all, PLACE, given.get(PLACE), value -> value.matches("[a-z0-9-]{1,80}"));
        keep(all, WHEN, given.get(WHEN), value -> when(value).isPresent());
        if (when(all.get(WHEN)).orElse(When.PERIOD) == When.PERIOD) {
            keep(all, FROM, given.get(FROM), value -> day(value).isPresent());
            keep(all, TO, given.get(TO), value -> day(value).isPresent());
        }
        if (all.containsKey(FROM) && all.containsKey(TO) && all.get(FROM).compareTo(all.get(TO)) > 0) {
            String later = all.get(FROM);
            all.put(FROM, all.get(TO));
            all.put(TO, later);
            all.put(REVERSED, "ja");
        }
        if (all.containsKey(FROM) || all.containsKey(TO)) {
            all.put(WHEN, When.PERIOD.code()); // a given day implies the period filter
        }
        keep(all, TAKES, given.get(TAKES), value -> takes(value).isPresent());
        keep(all, DAY, given.get(DAY), value -> weekday(value).isPresent());
        keep(all, PART, given.get(PART), value -> part(value).isPresent());
        keep(all, NO_CHARGE, given.get(NO_CHARGE), "ja"::equals);
        keep(all, FREE, given.get(FREE), "ja"::equals);
        keep(all, OTHERS, given.get(OTHERS), List.of("ja", "nee")::contains);
        keep(all, VIEW, given.get(VIEW), "data"::equals);
        keep(all, ACTIVITY, given.get(ACTIVITY), value -> value.matches("[a-z0-9-]{1,80}"));
        keep(all, SIZE, given.get(SIZE), "50"::equals);
        keep(all, SORT, given.get(SORT), "naam"::equals);
        keep(all, PAGE, given.get(PAGE), value -> value.length() <= 60);
        keep(all, WEEK, given.get(WEEK), value -> monday(value).isPresent());
        keep(all, MONTH, given.get(MONTH), value -> month(value).isPresent());
        return new Filters(all);
    }

    private static void keep(
            Map<String, String> all, String name, @Nullable String value, Function<String, Boolean> understood) {
        if (value != null && !value.isEmpty() && understood.apply(value)) {
            all.put(name, value);
        }
    }

    /** Returns the value of a parameter, or an empty string. */
    public String get(String name) {
        return values.getOrDefault(name, "");
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    public String text() {
        return get(TEXT);
    }

    public @Nullable Who who() {
        return Who.parse(get(WHO)).orElse(null);
    }

    public @Nullable World world() {
        return world(get(WORLD)).orElse(null);
    }

    public @Nullable ActivityKind kind() {
        return kind(get(KIND)).orElse(null);
    }

    public @Nullable String venue() {
        return values.get(PLACE);
    }

    public @Nullable When when() {
        return when(get(WHEN)).orElse(null);
    }

    public Optional<LocalDate> from() {
        return day(get(FROM));
    }

    public Optional<LocalDate> to() {
        return day(get(TO));
    }

    /** Whether the days were given in reverse order, and swapped. */
    public boolean turned() {
        return has(REVERSED);
    }

    public boolean free() {
        return has(FREE);
    }

    public Selection.@Nullable Day day() {
        return weekday(get(DAY)).orElse(null);
    }

    public Selection.@Nullable PartOfDay part() {
        return part(get(PART)).orElse(null);
    }

    /** Whether hubs of other cities are shown too; empty: the default of the hub. */
    Optional<Boolean> others() {
        return has(OTHERS) ? Optional.of(get(OTHERS).equals("ja")) : Optional.empty();
    }

    public boolean noCharge() {
        return has(NO_CHARGE);
    }

    public @Nullable Takes takes() {
        return takes(get(TAKES)).orElse(null);
    }

    /** Returns the Monday of the requested week, such as {@code 2026-W48}. */
    Optional<LocalDate> monday() {
        return monday(get(WEEK));
    }

    /** Returns the first day of the requested month, such as {@code 2026-11}. */
    Optional<LocalDate> month() {
        return month(get(MONTH));
    }

    /** Whether dates are listed instead of activities. */
    public boolean dates() {
        return has(VIEW);
    }

    /** Whether activities are sorted by title. */
    public boolean byTitle() {
        return has(SORT);
    }

    Selection selection() {
        return new Selection(who(), world(), kind(), venue(), takes(), free(), day(), part(), noCharge(), null);
    }

    /** Returns the number of active filters. */
    public long count() {
        return values.keySet().stream()
                .filter(name -> switch (name) {
                    case WHO, WORLD, KIND, PLACE, WHEN, DAY, PART, NO_CHARGE, FREE, TAKES, OTHERS, ACTIVITY -> true;
                    default -> false;
                })
                .count();
    }

    /** Whether everything is shown: there is no text and no active filter. */
    boolean unrestricted() {
        return text().isBlank() && count() == 0;
    }

    /** Returns the URL of the first page with one parameter changed. */
    String with(String path, String name, String value) {
        Map<String, String> other = new LinkedHashMap<>(values);
        if (!name.equals(PAGE)) {
            other.remove(PAGE);
        }
        if (name.equals(WEEK) || name.equals(MONTH)) {
            other.remove(WEEK);
            other.remove(MONTH);
        }
        other.put(name, value);
        return address(path, other);
    }

    /** Returns the URL of the first page without one parameter. */
    String without(String path, String name) {
        Map<String, String> other = new LinkedHashMap<>(values);
        other.remove(PAGE);
        other.remove(name);
        if (name.equals(WHEN)) {
            other.remove(FROM);
            other.remove(TO);
        }
        return address(path, other);
    }

    /** Returns a copy with these parameters only. */
    Filters only(String... names) {
        Map<String, String> some = new LinkedHashMap<>(values);
        some.keySet().retainAll(List.of(names));
        return new Filters(some);
    }

    /** Returns the URL of a page with these filters. */
    String address(String path) {
        return address(path, values);
    }

    /** Returns the URL of the library, searched for the same words and group. */
    public String library() {
        Map<String, String> asked = new LinkedHashMap<>();
        asked.put("zoek", text());
        Who who = who();
        if (who != null && who.kind() == Who.Kind.GROUP) {
            asked.put("groep", String.valueOf(who.number()));
        }
        return address("/bibliotheek", asked);
    }

    private static String address(String path, Map<String, String> all) {
        Map<String, String> values = new LinkedHashMap<>(all);
        values.remove(REVERSED);
        return values.isEmpty()
                ? path
                : path
                        + values.entrySet().stream()
                                .map(each -> each.getKey() + "="
                                        + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                                .collect(Collectors.joining("&", "?", ""));
    }

    private static Optional<World> world(String code) {
        return Arrays.stream(World.values())
                .filter(world -> world.code().equals(code))
                .findFirst();
    }

    private static Optional<ActivityKind> kind(String code) {
        return Arrays.stream(ActivityKind.values())
                .filter(kind -> kind.code().equals(code))
                .findFirst();
    }

    private static Optional<When> when(@Nullable String code) {
        return Arrays.stream(When.values())
                .filter(when -> when.code().equals(code))
                .findFirst();
    }

    private static Optional<Selection.Day> weekday(String code) {
        return Arrays.stream(Selection.Day.values())
                .filter(day -> day.code().equals(code))
                .findFirst();
    }

    private static Optional<Selection.PartOfDay> part(String code) {
        return Arrays.stream(Selection.PartOfDay.values())
                .filter(part -> part.code().equals(code))
                .findFirst();
    }

    private static Optional<Takes> takes(String code) {
        return switch (code) {
            case "klas" -> Optional.of(Takes.CLASSES);
            case "zelf" -> Optional.of(Takes.INDIVIDUALS);
            default -> Optional.empty();
        };
    }

    /** Returns the message key of a kind of sign-up. */
    static String takesKey(Takes takes) {
        return takes == Takes.CLASSES ? "programme.takes.class" : "programme.takes.self";
    }

    private static Optional<LocalDate> day(String text) {
        return parsed(text, DateTimeFormatter.ISO_LOCAL_DATE);
    }

    private static Optional<LocalDate> monday(String text) {
        return parsed(text + "-1", DateTimeFormatter.ISO_WEEK_DATE);
    }

    private static Optional<LocalDate> month(String text) {
        return parsed(text + "-01", DateTimeFormatter.ISO_LOCAL_DATE);
    }

    private static Optional<LocalDate> parsed(String text, DateTimeFormatter form) {
        try {
            LocalDate day = LocalDate.parse(text, form);
            return day.getYear() >= 2000 && day.getYear() < 2100 ? Optional.of(day) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
