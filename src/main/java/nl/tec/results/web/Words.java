package nl.tec.results.web;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Texts;
import nl.tec.reach.Arithmetic;
import nl.tec.reach.Band;
import nl.tec.reach.Period;
import nl.tec.reach.Population;
import nl.tec.results.Figure;
import nl.tec.results.Figures.Line;
import nl.tec.results.Kpi;
import nl.tec.results.KpiFormat;
import nl.tec.results.KpiTexts;
import nl.tec.results.Measure;
import nl.tec.results.PeriodKind;
import nl.tec.results.Projection;
import nl.tec.results.Snapshots;
import nl.tec.shared.Audience;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/** Formats figures in one language. A figure is never rounded up to its target: with a target of 80, 79,97% becomes 79,9%. */
public final class Words {

    private final Texts texts;
    private final Locale language;
    private final HubSettings hub;
    private final LocalDate today;
    private final KpiFormat format;
    private final KpiTexts beside;

    Words(Texts texts, Locale language, HubSettings hub, LocalDate today) {
        this.texts = texts;
        this.language = language;
        this.hub = hub;
        this.today = today;
        this.format = new KpiFormat(language);
        this.beside = new KpiTexts(texts, language);
    }

    public String t(String key, Object... arguments) {
        return texts.text(language, key, arguments);
    }

    /** Returns the display name of an enum constant. */
    String label(Enum<?> constant) {
        return texts.label(language, constant);
    }

    Locale language() {
        return language;
    }

    boolean english() {
        return language.getLanguage().equals("en");
    }

    /** Returns the header of a sheet from the names of its columns. */
    List<String> header(List<String> columns) {
        return columns.stream().map(column -> t("results.sheet." + column)).toList();
    }

    /** Returns the city of the hub, or the name of the hub if it has no city. */
    String city() {
        String city = hub.get(Setting.CITY);
        return city.isEmpty() ? hub.name() : city;
    }

    String hubName() {
        return hub.name();
    }

    /** Returns the absolute URL of a page of the hub. */
    String address(String path) {
        return hub.get(Setting.BASE_URL) + path;
    }

    /** Returns {@code 70,9%} or {@code 188}: rounded to the nearest decimal, but never up to a target that is not reached. */
    public String value(Measure measure, double value, @Nullable Double target) {
        return format.value(measure, value, target);
    }

    /** Returns the lower end of a range, rounded down. */
    String atLeast(Measure measure, double value) {
        return format.atLeast(measure, value);
    }

    /** Returns the upper end of a range, rounded up. */
    public String atMost(Measure measure, double value) {
        return format.atMost(measure, value);
    }

    /** Returns a target, such as {@code 80%}, {@code +3%} or {@code 200}. */
    public String target(Measure measure, double target) {
        return format.target(measure, target);
    }

    /** Returns a number with one decimal, unless it is whole. */
    public String number(double value) {
        return format.number(value);
    }

    /** Returns a share in whole percent. */
    public String share(double share) {
        return Math.round(100 * share) + "%";
    }

    /** Returns the share of pupils reached; an empty text without pupils. */
    public String share(long reached, long pupils) {
        return pupils == 0 ? "" : format.share(reached, pupils);
    }

    /** Returns the figure, or a dash if there is none. */
    public String now(Line line) {
        Figure figure = line.figure();
        double value = figure == null ? Double.NaN : figure.value(line.kpi().measure());
        return Double.isNaN(value)
                ? "–"
                : value(line.kpi().measure(), value, line.judgement().target());
    }

    /** Returns 'hoogstens 76%' if the upper bound exceeds the figure, otherwise null. */
    public @Nullable String most(Line line) {
        Figure figure = line.figure();
        Measure measure = line.kpi().measure();
        return figure == null ? null : beside.most(measure, figure.valueOrNull(measure), figure.mostOrNull(measure));
    }

    /** Returns 'verwacht 66,7%, tussen 65,1% en 68,4%'; null without a projection or a measurable figure. */
    public @Nullable String expected(Line line) {
        Projection projection = line.projection();
        Figure figure = line.figure();
        Measure measure = line.kpi().measure();
        return projection == null || figure == null || Double.isNaN(figure.value(measure))
                ? null
                : beside.expected(
                        measure,
                        figure.inUnit(measure, projection.low()),
                        figure.inUnit(measure, projection.expected()),
                        figure.inUnit(measure, projection.high()),
                        projection.rateKnown(),
                        line.judgement().target());
    }

    String expected(Measure measure, Figure figure, Projection projection, @Nullable Double target) {
        return value(measure, figure.inUnit(measure, projection.expected()), target);
    }

    /** Returns 'voorlopig' or 'telling van 2019' if the population is not the final count of the year, otherwise null. */
    public @Nullable String mark(Line line) {
        Figure figure = line.figure();
        Population population = figure == null ? null : figure.population();
        if (line.kpi().measure() != Measure.REACH || population == null || !population.provisional()) {
            return null;
        }
        return older(line, population) ? counted(population) : t("results.provisional");
    }

    /** Whether the count is older than last year's count moved up one group (rules 2.7). */
    static boolean older(Line line, Population population) {
        Integer countedIn = population.countedIn();
        return countedIn != null
                && (inYears(line.kpi()) || countedIn != line.period().countYear() - 1);
    }

    private String counted(Population population) {
        return t("results.countOf", String.valueOf(population.countedIn()));
    }

    /** Returns 'Leerlingen in schooljaar 2026/27 (telling van 2019)'. */
    public String population(Line line, Population population) {
        String name = t("results.drill.population", period(line));
        if (!population.provisional()) {
            return name;
        }
        return name + " (" + (older(line, population) ? counted(population) : t("results.provisional")) + ")";
    }

    public String goal(Line line) {
        Double target = line.judgement().target();
        return target == null
                ? t("results.noGoal")
                : t("results.goal", target(line.kpi().measure(), target));
    }

    public String standing(Line line) {
        return texts.label(language, line.judgement().standing());
    }

    /** Returns the text alternative of the bar. */
    public String bar(Line line) {
        Figure figure = line.figure();
        Measure measure = line.kpi().measure();
        return figure == null || Double.isNaN(figure.value(measure))
                ? t("results.barUnmeasured", name(line), standing(line), goal(line))
                : t("results.bar", name(line), now(line), atMost(measure, figure.mostValue(measure)), goal(line));
    }

    public String name(Line line) {
        return line.kpi().name(language);
    }

    /** Returns 'groep 7 en 8' or 'klas 1 t/m 6'. */
    public String band(Band band) {
        String many = band.from() == band.to() ? "one" : band.from() + 1 == band.to() ? "two" : "more";
        return t("results.band." + many + "." + band.sector(), band.from(), band.to());
    }

    /** Returns 'groep 7'. */
    public String grade(Sector sector, int grade) {
        return t("results.band.one." + sector, grade);
    }

    /** Whether its pupils are in years of study rather than groups. */
    public static boolean inYears(Kpi kpi) {
        Band band = kpi.band();
        return band != null && (band.sector() == Sector.VO || band.sector() == Sector.MBO);
    }

    public String sector(Sector sector) {
        return t("results.sector." + sector);
    }

    /** Returns 'schooljaar 2026/27' or 'de stand op 31 december 2026'. */
    public String period(PeriodKind kind, int year) {
        Period period = kind.of(year);
        return switch (kind) {
            case SCHOOL_YEAR_STARTING, SCHOOL_YEAR_ENDING ->
                t("results.period.schoolYear", SchoolYear.of(period.first()).toString());
            case CALENDAR_YEAR -> t("results.period.calendarYear", Integer.toString(year));
            case REFERENCE_DATE -> t("results.period.on", Dates.date(period.referenceDate(today), language));
        };
    }

    public String period(Line line) {
        return period(line.kpi().period(), line.year());
    }

    /** Returns the baseline of technical profiles, such as 'schooljaar 2022/23'. */
    public String baseline() {
        return t("results.period.schoolYear", new SchoolYear(hub.number(Setting.PROFILE_BASELINE_YEAR)).toString());
    }

    String baselineYear() {
        return Integer.toString(hub.number(Setting.PROFILE_BASELINE_YEAR));
    }

    /** Returns 'schooljaar 2021/22', whose exams count if the baseline year is read as the year of the exams. */
    String examsOfBaselineYear() {
        return t("results.period.schoolYear", new SchoolYear(hub.number(Setting.PROFILE_BASELINE_YEAR) - 1).toString());
    }

    /** Returns the school year whose exams are counted. */
    public String exams(Line line) {
        return t("results.period.schoolYear", new SchoolYear(line.period().countYear()).toString());
    }

    /** Returns 'techniek, N&T of N&G': the words in the name of a technical exam. */
    public String technical() {
        return or(hub.list(Setting.TECHNICAL_PROFILES));
    }

    private String or(List<String> words) {
        return words.size() < 2
                ? String.join("", words)
                : t("results.or", String.join(", ", words.subList(0, words.size() - 1)), words.get(words.size() - 1));
    }

    /** Returns a count of DUO: {@code 140}, or {@code 139 + 1 tot 4} if it is partly masked. */
    public String counted(long known, long masked) {
        if (masked == 0) {
            return number(known);
        }
        return known == 0
                ? t("results.profiles.masked", masked, 4 * masked)
                : t("results.profiles.partly", number(known), masked, 4 * masked);
    }

    /** Returns 'Gerapporteerd: 70,1%. Nu is het 70,9%.' if it has changed since, otherwise null. */
    public @Nullable String reported(Line line, Snapshots.@Nullable Reported reported) {
        if (reported == null || reported.value() == null) {
            return null;
        }
        String then = value(line.kpi().measure(), reported.value(), reported.target());
        return then.equals(now(line)) ? null : t("results.how.reported", then, now(line));
    }

    /** Returns a reported value; a dash if it was not measured. */
    public String value(Snapshots.Reported reported) {
        return reported.value() == null ? "–" : value(reported.kpi().measure(), reported.value(), reported.target());
    }

    /** Returns the change, such as {@code +0,8%}, or that there is none; empty if either was not measured. */
    public String difference(Snapshots.Reported then, Snapshots.Reported later) {
        Double before = then.value();
        Double after = later.value();
        if (before == null || after == null) {
            return "";
        }
        Measure measure = then.kpi().measure();
        double difference = Math.round((after - before) * 10) / 10.0;
        return difference == 0
                ? t("results.snapshot.equal")
                : (difference > 0 ? "+" : "−") + format.written(measure, Math.abs(difference));
    }

    /** Returns '26 leerlingen'. */
    public String pupils(long pupils) {
        return t("results.pupils", pupils);
    }

    /** Returns 'Groep 7', with the part of the year if it is not the whole. */
    public String slice(Sector sector, Arithmetic.Slice slice) {
        String grade = grade(sector, slice.grade());
        String name = grade.substring(0, 1).toUpperCase(language) + grade.substring(1);
        return switch (slice.part()) {
            case WHOLE -> name;
            case AUTUMN -> name + ", " + t("results.school.slice.AUTUMN", Integer.toString(slice.schoolYear()));
            case SPRING -> name + ", " + t("results.school.slice.SPRING", Integer.toString(slice.schoolYear() + 1));
        };
    }

    /** Returns {@code 14 januari 2027}. */
    public String date(LocalDate day) {
        return Dates.date(day, language);
    }

    /** Returns {@code 14 januari 2027, 9.00}, with the year because it is stored. */
    public String moment(Instant moment) {
        ZonedDateTime at = moment.atZone(Dates.ZONE);
        return Dates.date(at.toLocalDate(), language) + ", " + Dates.time(at.toLocalTime(), language);
    }

    /** Returns the people a KPI is about: its band or its audiences; empty if neither. */
    public String about(Kpi kpi) {
        Band band = kpi.band();
        if (band != null) {
            return sector(band.sector()) + ", " + band(band);
        }
        if (kpi.audiences().isEmpty()) {
            return "";
        }
        String kind = kpi.activityKind() == null ? "" : ", " + texts.label(language, kpi.activityKind());
        return audiences(kpi.audiences()) + kind;
    }

    /** Returns 'zij-instromers of werkenden die naar techniek willen'. */
    String audiences(List<Audience> audiences) {
        return or(audiences.stream().map(this::label).toList());
    }

    /** Returns 'op 28 november 2025: 24,1%', or null if unknown. */
    public @Nullable String earlier(Line line) {
        return beside.earlier(line.kpi().measure(), line.figure());
    }

    boolean running(Line line) {
        return line.period().running(today);
    }

    /** Encodes a text for a URL component. */
    public static String encoded(String text) {
        return UriUtils.encode(text, StandardCharsets.UTF_8);
    }
}
