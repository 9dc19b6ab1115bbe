package nl.tec.results.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nl.tec.feedback.Satisfaction;
import nl.tec.partners.Ambassador;
import nl.tec.partners.Connected;
import nl.tec.reach.Arithmetic;
import nl.tec.reach.SchoolReach;
import nl.tec.reach.SchoolVisits;
import nl.tec.reach.SessionReach;
import nl.tec.results.Profiles;
import org.jspecify.annotations.Nullable;

/** Makes spreadsheet rows of the tables behind a figure. The column names are in the texts at {@code results.sheet}. */
final class Downloads {

    static final List<String> KPIS = List.of(
            "code",
            "kpi",
            "year",
            "firstDay",
            "lastDay",
            "unit",
            "value",
            "most",
            "projection",
            "projectionLow",
            "projectionHigh",
            "earlierOn",
            "earlier",
            "target",
            "standing",
            "reached",
            "population",
            "provisional",
            "countedIn",
            "measuredAt");
    static final List<String> SNAPSHOT =
            List.of("code", "kpi", "year", "unit", "target", "value", "standing", "takenAt", "comparedWith");
    static final List<String> SCHOOLS = List.of("brin6", "school", "town", "pupils", "reached", "visits");
    static final List<String> SESSIONS = List.of("session", "day", "activity", "came", "firstTime", "walkIns");
    static final List<String> CONNECTED = List.of("organisation", "by", "from", "evidence");
    static final List<String> AMBASSADORS = List.of("position", "signedOn", "endedOn");
    static final List<String> SATISFACTION = List.of("activity", "answers", "mean", "low", "high");
    static final List<String> PROFILES = List.of(
            "brin6", "school", "programme", "baselineKnown", "baselineMasked", "candidatesKnown", "candidatesMasked");
    static final List<String> VISITS = List.of(
            "schoolYear",
            "part",
            "grade",
            "class",
            "classSize",
            "day",
            "activity",
            "session",
            "present",
            "verdict",
            "counted",
            "classReached",
            "enrolled",
            "cohortSize",
            "cohortReached",
            "cohortCounts");

    private Downloads() {}

    static List<@Nullable Object> school(SchoolReach line) {
        return Arrays.asList(line.brin6(), line.name(), line.town(), line.pupils(), line.reached(), line.visits());
    }

    static List<@Nullable Object> session(SessionReach line, Words words) {
        return Arrays.asList(
                line.sessionId(),
                line.day(),
                words.english() ? line.titleEn() : line.titleNl(),
                line.came(),
                line.first(),
                line.walkIns());
    }

    static List<List<@Nullable Object>> connected(List<Connected> connected, Words words) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        connected.forEach(c -> rows.add(Arrays.asList(
                c.organisation(),
                words.t("network.by." + c.by()),
                c.from(),
                c.by() == Connected.By.DELIVERY ? null : words.t("network.basis." + c.basis()))));
        return rows;
    }

    private static double hundredths(double score) {
        return Math.round(score * 100) / 100.0;
    }

    static List<List<@Nullable Object>> satisfaction(List<Satisfaction.Line> lines, Words words) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        lines.forEach(line -> rows.add(Arrays.asList(
                line.name().in(words.language()),
                line.score().answers(),
                hundredths(line.score().mean()),
                hundredths(line.score().low()),
                hundredths(line.score().high()))));
        return rows;
    }

    static List<List<@Nullable Object>> ambassadors(List<Ambassador> ambassadors, Words words) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        ambassadors.forEach(
                a -> rows.add(Arrays.asList(words.english() ? a.positionEn() : a.positionNl(), a.signed(), a.ended())));
        return rows;
    }

    static List<List<@Nullable Object>> profiles(List<Profiles.Line> lines) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        lines.forEach(line -> rows.add(Arrays.asList(
                line.brin6(),
                line.school(),
                line.programme(),
                line.before(),
                line.maskedBefore(),
                line.now(),
                line.masked())));
        return rows;
    }

    /** Returns a row per attendance; a class part that never came has one row without attendance. */
    static List<List<@Nullable Object>> visits(SchoolVisits school, Words words) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Arithmetic.Cohort cohort : school.cohorts()) {
            for (Arithmetic.Slice slice : cohort.slices()) {
                for (Arithmetic.ClassPart part : slice.parts()) {
                    if (part.visits().isEmpty()) {
                        rows.add(visit(cohort, slice, part, null, words));
                    }
                    part.visits().forEach(visit -> rows.add(visit(cohort, slice, part, visit, words)));
                }
            }
        }
        return rows;
    }

    private static List<@Nullable Object> visit(
            Arithmetic.Cohort cohort,
            Arithmetic.Slice slice,
            Arithmetic.ClassPart part,
            Arithmetic.@Nullable Counted counted,
            Words words) {
        Arithmetic.Visit visit = counted == null ? null : counted.visit();
        return Arrays.asList(
                slice.schoolYear(),
                words.t("results.sheet.part." + slice.part()),
                slice.grade(),
                part.label(),
                part.size(),
                visit == null ? null : visit.day(),
                visit == null ? null : words.english() ? visit.titleEn() : visit.titleNl(),
                visit == null ? null : visit.sessionId(),
                visit == null ? null : visit.headCount(),
                counted == null ? null : words.t("results.Verdict." + counted.verdict()),
                counted == null ? 0 : counted.counted(),
                part.reached(),
                slice.enrolled(),
                slice.size(),
                slice.reached(),
                cohort.counts(slice));
    }
}
