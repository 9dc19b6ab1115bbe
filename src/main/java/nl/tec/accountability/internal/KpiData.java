package nl.tec.accountability.internal;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import nl.tec.accountability.AccountContent.KpiResult;
import nl.tec.accountability.AccountContent.Range;
import nl.tec.accountability.OpenData.Table;
import nl.tec.feedback.Satisfaction;
import nl.tec.feedback.Satisfaction.View;
import nl.tec.feedback.Survey;
import nl.tec.hub.ListPage;
import nl.tec.hub.Texts;
import nl.tec.partners.Ambassadors;
import nl.tec.partners.Memberships;
import nl.tec.reach.Period;
import nl.tec.reach.Population;
import nl.tec.reach.Reach;
import nl.tec.reach.SchoolGroup;
import nl.tec.reach.SessionReach;
import nl.tec.reach.UpcomingVisits;
import nl.tec.results.DrillDown;
import nl.tec.results.Figure;
import nl.tec.results.Figures.Line;
import nl.tec.results.Kpi;
import nl.tec.results.Profiles;
import nl.tec.results.Projection;
import nl.tec.results.Snapshots.Reported;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The KPIs of a year with the finest data behind each: groups of schools, sessions, organisations, marks and exams. */
@Component
class KpiData {

    private static final int PIECE = 500;

    private final Reach reach;
    private final DrillDown drill;
    private final Profiles profiles;
    private final Memberships memberships;
    private final Ambassadors ambassadors;
    private final Satisfaction satisfaction;
    private final Texts texts;

    KpiData(
            Reach reach,
            DrillDown drill,
            Profiles profiles,
            Memberships memberships,
            Ambassadors ambassadors,
            Satisfaction satisfaction,
            Texts texts) {
        this.reach = reach;
        this.drill = drill;
        this.profiles = profiles;
        this.memberships = memberships;
        this.ambassadors = ambassadors;
        this.satisfaction = satisfaction;
        this.texts = texts;
    }

    /** @param before the line of the previous year; null if the KPI did not exist */
    static KpiResult result(Line line, @Nullable Line before) {
        Reported then = before == null ? null : Reported.of(before);
        return new KpiResult(Reported.of(line), expected(line), then == null ? null : then.value(), line.note());
    }

    private static @Nullable Range expected(Line line) {
        Projection projection = line.projection();
        Figure figure = line.figure();
        if (projection == null
                || figure == null
                || Double.isNaN(figure.value(line.kpi().measure()))) {
            return null;
        }
        return new Range(
                figure.inUnit(line.kpi().measure(), projection.low()),
                figure.inUnit(line.kpi().measure(), projection.expected()),
                figure.inUnit(line.kpi().measure(), projection.high()),
                projection.rateKnown());
    }

    /** @param before the lines of the previous year, by KPI */
    List<Table> tables(List<Line> lines, List<KpiResult> results, Map<String, Line> before) {
        List<List<@Nullable Object>> kpis = new ArrayList<>();
        List<List<@Nullable Object>> schools = new ArrayList<>();
        List<List<@Nullable Object>> sessions = new ArrayList<>();
        List<List<@Nullable Object>> network = new ArrayList<>();
        List<List<@Nullable Object>> marks = new ArrayList<>();
        List<List<@Nullable Object>> exams = new ArrayList<>();
        for (int at = 0; at < lines.size(); at++) {
            Line line = lines.get(at);
            kpis.add(kpi(line, results.get(at), before.get(line.kpi().code())));
            if (line.figure() == null) {
                continue;
            }
            switch (line.kpi().measure()) {
                case REACH, DISTINCT_PUPILS ->
                    SmallGroups.join(reach.schoolGroups(line.kpi().pupils(), line.period()))
                            .forEach(group -> schools.add(school(line.kpi(), group)));
                case PEOPLE -> addSessions(line, sessions);
                case CONNECTED ->
                    memberships
                            .connected(line.period().referenceDate(measuredOn(line)))
                            .forEach(one -> network.add(
                                    Arrays.asList(line.kpi().code(), one.by().name(), day(one.from()))));
                case AMBASSADORS ->
                    ambassadors
                            .on(line.period().referenceDate(measuredOn(line)))
                            .forEach(one ->
                                    network.add(Arrays.asList(line.kpi().code(), "AMBASSADOR", day(one.signed()))));
                case SATISFACTION ->
                    marks(line.period())
                            .forEach((mark, answers) ->
                                    marks.add(Arrays.asList(line.kpi().code(), mark, answers)));
                case TECHNICAL_PROFILE ->
                    profiles.list(line.kpi(), line.year())
                            .forEach(one -> exams.add(Arrays.asList(
                                    line.kpi().code(),
                                    one.brin6(),
                                    one.school(),
                                    one.programme(),
                                    one.before(),
                                    one.maskedBefore(),
                                    one.now(),
                                    one.masked())));
            }
        }
        return List.of(
                new Table(
                        "kpis",
                        List.of(
                                "kpi",
                                "naam",
                                "meting",
                                "eerste_dag",
                                "laatste_dag",
                                "waarde",
                                "hoogstens",
                                "doel",
                                "stand",
                                "verwacht",
                                "verwacht_minstens",
                                "verwacht_hoogstens",
                                "populatie",
                                "kwamen_zelf",
                                "geteld_zonder_naam",
                                "geboekt_erbij",
                                "boekingen",
                                "opkomst",
                                "spreiding",
                                "bezoeken",
                                "jaar_ervoor",
                                "jaar_ervoor_aantal",
                                "jaar_ervoor_van",
                                "zelfde_dag",
                                "zelfde_dag_waarde",
                                "zelfde_dag_aantal",
                                "zelfde_dag_van",
                                "toelichting",
                                "toelichting_van"),
                        kpis),
                new Table(
                        "scholen",
                        List.of("kpi", "brin6", "school", "plaats", "postcode4", "groep", "leerlingen", "bereikt"),
                        schools),
                new Table(
                        "sessies",
                        List.of("kpi", "sessie", "dag", "kwamen", "voor_het_eerst", "geteld_zonder_naam"),
                        sessions),
                new Table("netwerk", List.of("kpi", "door", "sinds"), network),
                new Table("cijfers", List.of("kpi", "cijfer", "antwoorden"), marks),
                new Table(
                        "examens",
                        List.of(
                                "kpi",
                                "brin6",
                                "school",
                                "profiel",
                                "basisjaar",
                                "basisjaar_afgeschermd",
                                "kandidaten",
                                "kandidaten_afgeschermd"),
                        exams));
    }

    private static LocalDate measuredOn(Line line) {
        return Dates.dayOf(Objects.requireNonNull(line.figure()).measuredAt());
    }

    private List<@Nullable Object> kpi(Line line, KpiResult result, @Nullable Line before) {
        Reported reported = result.reported();
        Range expected = result.expected();
        Figure figure = reported.figure();
        Figure then = before == null ? null : before.figure();
        Population population = figure == null ? null : figure.population();
        UpcomingVisits coming = figure == null || expected == null ? null : figure.coming();
        Figure.Earlier earlier = figure == null ? null : figure.earlier();
        return Arrays.asList(
                line.kpi().code(),
                line.kpi().nameNl(),
                line.kpi().measure().name(),
                day(line.period().first()),
                day(line.period().last()),
                reported.value(),
                reported.most(),
                reported.target(),
                texts.label(Texts.DUTCH, reported.standing()),
                expected == null ? null : expected.expected(),
                expected == null ? null : expected.low(),
                expected == null ? null : expected.high(),
                population == null ? null : population.pupils(),
                figure == null ? null : figure.individuals(),
                figure == null ? null : figure.walkIns(),
                coming == null ? null : coming.most(),
                coming == null ? null : coming.bookings(),
                coming == null ? null : coming.rate(),
                coming == null ? null : coming.spread(),
                coming == null ? null : coming.seen(),
                result.before(),
                then == null ? null : then.reached(),
                then == null ? null : base(then),
                earlier == null ? null : day(earlier.day()),
                figure == null ? null : figure.earlierOrNull(line.kpi().measure()),
                earlier == null ? null : earlier.reached(),
                earlier == null ? null : earlier.population(),
                result.note() == null ? null : result.note().words(),
                result.note() == null ? null : day(Dates.dayOf(result.note().at())));
    }

    /** Returns the denominator of a share, or the baseline of a change. */
    private static @Nullable Long base(Figure figure) {
        Figure.Compared compared = figure.compared();
        Population population = figure.population();
        if (compared != null) {
            return compared.baseline();
        }
        return population == null ? null : Long.valueOf(population.pupils());
    }

    static List<@Nullable Object> school(Kpi kpi, SchoolGroup group) {
        List<@Nullable Object> row = new ArrayList<>(SmallGroups.columns(group));
        row.add(0, kpi.code());
        return row;
    }

    private void addSessions(Line line, List<List<@Nullable Object>> rows) {
        SessionReach.Key key = null;
        do {
            ListPage<SessionReach> page = drill.sessions(line.kpi(), line.year(), key, PIECE);
            page.rows()
                    .forEach(session -> rows.add(Arrays.asList(
                            line.kpi().code(),
                            session.sessionId(),
                            day(session.day()),
                            session.came(),
                            session.first(),
                            session.walkIns())));
            SessionReach last =
                    page.rows().isEmpty() ? null : page.rows().get(page.rows().size() - 1);
            key = last == null || !page.after() ? null : new SessionReach.Key(last.day(), last.sessionId(), false);
        } while (key != null);
    }

    /** Counts the answers by mark on the scale of 1 to 10. */
    private Map<BigDecimal, Long> marks(Period period) {
        Map<BigDecimal, Long> marks = new TreeMap<>();
        satisfaction
                .answers(View.between(period.first(), period.last()))
                .forEach(answers -> answers.questions().stream()
                        .filter(answered -> answered.question().position() == 1)
                        .forEach(answered -> answered.counts()
                                .forEach((choice, count) -> marks.merge(
                                        answered.question().kind() == Survey.Kind.FACES
                                                ? answers.survey()
                                                        .faces()
                                                        .get(choice - 1)
                                                        .stripTrailingZeros()
                                                : BigDecimal.valueOf(choice),
                                        count,
                                        Long::sum))));
        return marks;
    }

    static @Nullable String day(@Nullable Object day) {
        return day == null ? null : day.toString();
    }
}
