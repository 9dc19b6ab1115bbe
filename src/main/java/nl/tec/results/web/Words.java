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

/** Figures as people say them, in one language. A measured figure is never rounded onto its target: of 80, 79,97% is 79,9%. */
public final class Words {

    private final Texts texts;
    private final Locale language;
    private final HubSettings hub;
    private final LocalDate today;
    private final KpiFormat format;

    Words(Texts texts, Locale language, HubSettings hub, LocalDate today) {
        this.texts = texts;
        this.language = language;
        this.hub = hub;
        this.today = today;
        this.format = new KpiFormat(language);
    }

    public String t(String key, Object... arguments) {
        return texts.text(language, key, arguments);
    }

    /** The name of an enum constant as people say it. */
    String label(Enum<?> constant) {
        return texts.label(language, constant);
    }

    Locale language() {
        return language;
    }

    boolean english() {
        return language.getLanguage().equals("en");
    }

    /** The heading of a sheet, from the names of its columns. */
    List<String> header(List<String> columns) {
        return columns.stream().map(column -> t("results.sheet." + column)).toList();
    }

    /** The city of the hub, or the hub itself when nobody has named it. */
    String city() {
        String city = hub.get(Setting.CITY);
        return city.isEmpty() ? hub.name() : city;
    }

    String hubName() {
        return hub.name();
    }

    /** A page of the hub, for who is elsewhere. */
    String address(String path) {
        return hub.get(Setting.BASE_URL) + path;
    }

    /** {@code 70,9%}, {@code 188}: to the nearest decimal, but never as reached when it is not. */
    public String value(Measure measure, double value, @Nullable Double target) {
        return format.value(measure, value, target);
    }

    /** The lower end of a range. */
    String atLeast(Measure measure, double value) {
        return format.atLeast(measure, value);
    }

    /** The upper end of a range, or the most a figure can be. */
    public String atMost(Measure measure, double value) {
        return format.atMost(measure, value);
    }

    /** A target as it was agreed: {@code 80%}, {@code +3%}, {@code 200}. */
    public String target(Measure measure, double target) {
        return format.target(measure, target);
    }

    /** With one decimal where it has one. */
    public String number(double value) {
        return format.number(value);
    }

    /** A share, in whole percents. */
    public String share(double share) {
        return Math.round(100 * share) + "%";
    }

    /** The share of pupils; nothing when there are none. */
    public String share(long reached, long pupils) {
        return pupils == 0 ? "" : value(Measure.REACH, Math.min(100, 100.0 * reached / pupils), 100.0);
    }

    /** The figure, or that there is none. */
    public String now(Line line) {
        Figure figure = line.figure();
        double value = figure == null ? Double.NaN : figure.value(line.kpi().measure());
        return Double.isNaN(value)
                ? "–"
                : value(line.kpi().measure(), value, line.judgement().target());
    }

    /** 'hoogstens 76%' where that is more than the figure. */
    public @Nullable String most(Line line) {
        Figure figure = line.figure();
        if (figure == null || figure.most() <= figure.reached()) {
            return null;
        }
        return t(
                "results.most",
                atMost(line.kpi().measure(), figure.mostValue(line.kpi().measure())));
    }

    /** 'verwacht 66,7%, tussen 65,1% en 68,4%', or without a range that is nothing; null when the period does not run, or there is nothing to measure. */
    public @Nullable String expected(Line line) {
        Projection projection = line.projection();
        Figure figure = line.figure();
        Measure measure = line.kpi().measure();
        if (projection == null || figure == null || Double.isNaN(figure.value(measure))) {
            return null;
        }
        String low = atLeast(measure, figure.inUnit(measure, projection.low()));
        String high = atMost(measure, figure.inUnit(measure, projection.high()));
        if (low.equals(high)) {
            return t("results.expectedJust", low);
        }
        return projection.rateKnown()
                ? t(
                        "results.expected",
                        expected(measure, figure, projection, line.judgement().target()),
                        low,
                        high)
                : t("results.expectedUnsure", low, high);
    }

    String expected(Measure measure, Figure figure, Projection projection, @Nullable Double target) {
        return value(measure, figure.inUnit(measure, projection.expected()), target);
    }

    /** 'voorlopig', 'telling van 2019': when it is a share of a count that is not the final one of the year. */
    public @Nullable String mark(Line line) {
        Figure figure = line.figure();
        Population population = figure == null ? null : figure.population();
        if (line.kpi().measure() != Measure.REACH || population == null || !population.provisional()) {
            return null;
        }
        return older(line, population) ? counted(population) : t("results.provisional");
    }

    /** Whether the count is older than last year's, moved up one group (rules 2.7). */
    static boolean older(Line line, Population population) {
        Integer countedIn = population.countedIn();
        return countedIn != null
                && (inYears(line.kpi()) || countedIn != line.period().countYear() - 1);
    }

    private String counted(Population population) {
        return t("results.countOf", String.valueOf(population.countedIn()));
    }

    /** 'Leerlingen in schooljaar 2026/27 (telling van 2019)'. */
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

    /** The bar in words, for who can't see it. */
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

    /** 'groep 7 en 8', 'klas 1 t/m 6'. */
    public String band(Band band) {
        String many = band.from() == band.to() ? "one" : band.from() + 1 == band.to() ? "two" : "more";
        return t("results.band." + many + "." + band.sector(), band.from(), band.to());
    }

    /** 'groep 7'. */
    public String grade(Sector sector, int grade) {
        return t("results.band.one." + sector, grade);
    }

    /** Whether its pupils are in years of study and not in groups. */
    public static boolean inYears(Kpi kpi) {
        Band band = kpi.band();
        return band != null && (band.sector() == Sector.VO || band.sector() == Sector.MBO);
    }

    public String sector(Sector sector) {
        return t("results.sector." + sector);
    }

    /** 'schooljaar 2026/27', 'de stand op 31 december 2026'. */
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

    /** 'schooljaar 2022/23': what technical profiles are compared with. */
    public String baseline() {
        return t("results.period.schoolYear", new SchoolYear(hub.number(Setting.PROFILE_BASELINE_YEAR)).toString());
    }

    String baselineYear() {
        return Integer.toString(hub.number(Setting.PROFILE_BASELINE_YEAR));
    }

    /** 'schooljaar 2021/22': whose exams are those of the baseline year, when that is read as the year of the exams. */
    String examsOfBaselineYear() {
        return t("results.period.schoolYear", new SchoolYear(hub.number(Setting.PROFILE_BASELINE_YEAR) - 1).toString());
    }

    /** The school year whose exams are counted. */
    public String exams(Line line) {
        return t("results.period.schoolYear", new SchoolYear(line.period().countYear()).toString());
    }

    /** 'techniek, N&T of N&G': what is in the name of an exam that counts as technical. */
    public String technical() {
        return or(hub.list(Setting.TECHNICAL_PROFILES));
    }

    private String or(List<String> words) {
        return words.size() < 2
                ? String.join("", words)
                : t("results.or", String.join(", ", words.subList(0, words.size() - 1)), words.get(words.size() - 1));
    }

    /** A count of DUO: {@code 140}, or {@code 139 + 1 tot 4} where a part is masked. */
    public String counted(long known, long masked) {
        if (masked == 0) {
            return number(known);
        }
        return known == 0
                ? t("results.profiles.masked", masked, 4 * masked)
                : t("results.profiles.partly", number(known), masked, 4 * masked);
    }

    /** 'Gerapporteerd: 70,1%. Nu is het 70,9%.', when it has changed since. */
    public @Nullable String reported(Line line, Snapshots.@Nullable Reported reported) {
        if (reported == null || reported.value() == null) {
            return null;
        }
        String then = value(line.kpi().measure(), reported.value(), reported.target());
        return then.equals(now(line)) ? null : t("results.how.reported", then, now(line));
    }

    /** A value as it was reported; a dash when it was not measured. */
    public String value(Snapshots.Reported reported) {
        return reported.value() == null ? "–" : value(reported.kpi().measure(), reported.value(), reported.target());
    }

    /** Returns the change from one to the other: {@code +0,8%}, or that it is the same; empty when one was not measured. */
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

    /** '26 leerlingen'. */
    public String pupils(long pupils) {
        return t("results.pupils", pupils);
    }

    /** 'Groep 7', with the part of the year where it is not the whole. */
    public String slice(Sector sector, Arithmetic.Slice slice) {
        String grade = grade(sector, slice.grade());
        String name = grade.substring(0, 1).toUpperCase(language) + grade.substring(1);
        return switch (slice.part()) {
            case WHOLE -> name;
            case AUTUMN -> name + ", " + t("results.school.slice.AUTUMN", Integer.toString(slice.schoolYear()));
            case SPRING -> name + ", " + t("results.school.slice.SPRING", Integer.toString(slice.schoolYear() + 1));
        };
    }

    /** {@code 14 januari 2027}. */
    public String date(LocalDate day) {
        return Dates.date(day, language);
    }

    /** {@code 14 januari 2027, 9.00}: with the year, for what is kept. */
    public String moment(Instant moment) {
        ZonedDateTime at = moment.atZone(Dates.ZONE);
        return Dates.date(at.toLocalDate(), language) + ", " + Dates.time(at.toLocalTime(), language);
    }

    /** Returns who a KPI is about: its band, its audience, or nobody in particular. */
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

    /** 'zij-instromers of werkenden die naar techniek willen'. */
    String audiences(List<Audience> audiences) {
        return or(audiences.stream().map(this::label).toList());
    }

    /** 'op 28 november 2025: 24,1%'; null when it is not known. */
    public @Nullable String earlier(Line line) {
        Figure figure = line.figure();
        if (figure == null) {
            return null;
        }
        Figure.Earlier earlier = figure.earlier();
        Double value = figure.earlierOrNull(line.kpi().measure());
        return earlier == null || value == null
                ? null
                : t("results.earlier", date(earlier.day()), value(line.kpi().measure(), value, null));
    }

    boolean running(Line line) {
        return line.period().running(today);
    }

    /** For a part of an address. */
    public static String encoded(String text) {
        return UriUtils.encode(text, StandardCharsets.UTF_8);
    }

    /** Returns the end of the bar: the target or the most, whichever is further; percentages to 100. */
    public double scale(Line line) {
        Measure measure = line.kpi().measure();
        if (measure.unit() == Measure.Unit.PERCENT) {
            return 100;
        }
        Double target = line.judgement().target();
        Figure figure = line.figure();
        double most = figure == null ? 0 : figure.mostValue(measure);
        return Math.max(1, Math.max(target == null ? 0 : target, Double.isNaN(most) ? 0 : most));
    }

    /** The figure on the bar, in percent of its scale. */
    public double sure(Line line) {
        Figure figure = line.figure();
        return figure == null ? 0 : onBar(line, figure.value(line.kpi().measure()));
    }

    public double may(Line line) {
        Figure figure = line.figure();
        return figure == null ? 0 : onBar(line, figure.mostValue(line.kpi().measure()));
    }

    /** Whether a bar says anything: a number without a target would fill it, whatever it is. */
    public boolean hasBar(Line line) {
        return line.figure() != null
                && (line.judgement().target() != null || line.kpi().measure().unit() == Measure.Unit.PERCENT);
    }

    /** -1: no target. */
    public double targetMark(Line line) {
        Double target = line.judgement().target();
        return target == null ? -1 : onBar(line, target);
    }

    private double onBar(Line line, double value) {
        return Double.isNaN(value) ? 0 : 100 * value / scale(line);
    }
}
