package nl.tec.neighbours.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nl.tec.neighbours.NeighbourFailure;
import nl.tec.programme.ActivityKind;
import nl.tec.reach.Band;
import nl.tec.reach.MunicipalityReach;
import nl.tec.results.KpiDefinition;
import nl.tec.results.Measure;
import nl.tec.results.PeriodKind;
import nl.tec.shared.Audience;
import nl.tec.shared.FormData;
import nl.tec.shared.PlainText;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The KPIs of a neighbour from its API, as plain text and within limits. Invalid parts are left out. */
record FigureList(List<Item> items) {

    private static final int MAX_ITEMS = 500;
    private static final int MAX_CODE = 60;
    private static final int MAX_NAME = 200;
    private static final int MAX_PROFILES = 20;
    /** The limit; the country has about 340 municipalities. */
    private static final int MAX_MUNICIPALITIES = 1000;

    private static final Pattern CODE = Pattern.compile("[0-9]{4}");

    /** A KPI, with the names of the columns of its table. @param definition null: missing, or not understood */
    record Item(
            String code,
            int year,
            int position,
            String nameNl,
            String nameEn,
            Measure.Unit unit,
            @Nullable KpiDefinition definition,
            int version,
            @Nullable Double value,
            @Nullable Long reached,
            @Nullable Long population,
            @Nullable Instant measuredAt,
            @Nullable List<MunicipalityReach> municipalities) {}

    static FigureList read(JsonNode page) throws Unreadable {
        JsonNode all = page.path("items");
        if (!all.isArray() || all.size() > MAX_ITEMS) {
            throw new Unreadable(NeighbourFailure.NOT_UNDERSTOOD);
        }
        List<Item> items = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (JsonNode one : all) {
            item(one, items.size())
                    .filter(item -> seen.add(item.code() + " " + item.year()))
                    .ifPresent(items::add);
        }
        return new FigureList(items);
    }

    private static Optional<Item> item(JsonNode kpi, int position) {
        String code = PlainText.line(kpi.path("id").asString(""), MAX_CODE);
        String name = PlainText.line(kpi.path("naam").path("nl").asString(""), MAX_NAME);
        int year = kpi.path("jaar").asInt(0);
        Optional<Measure.Unit> unit =
                FormData.constant(Measure.Unit.class, kpi.path("eenheid").asString(""));
        if (code.isEmpty() || name.isEmpty() || year < 2000 || year > 2100 || unit.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Item(
                code,
                year,
                position,
                name,
                PlainText.line(kpi.path("naam").path("en").asString(""), MAX_NAME),
                unit.get(),
                definition(kpi).orElse(null),
                kpi.path("definitieVersie").asInt(0),
                kpi.path("waarde").isNumber()
                                && Double.isFinite(kpi.path("waarde").asDouble())
                        ? (Double) kpi.path("waarde").asDouble()
                        : null,
                count(kpi.path("aantal")),
                count(kpi.path("vanAantal")),
                Moments.of(kpi.path("gemetenOpTijdstip")).orElse(null),
                municipalities(kpi.path("gemeenten"))));
    }

    /** Returns null when any municipality is invalid: the overlap is unknown then. */
    private static @Nullable List<MunicipalityReach> municipalities(JsonNode all) {
        if (!all.isArray() || all.size() > MAX_MUNICIPALITIES) {
            return null;
        }
        List<MunicipalityReach> municipalities = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (JsonNode one : all) {
            String code = one.path("code").asString("");
            Long reached = count(one.path("aantal"));
            Long pupils = count(one.path("vanAantal"));
            if (!CODE.matcher(code).matches() || reached == null || pupils == null || !seen.add(code)) {
                return null;
            }
            municipalities.add(new MunicipalityReach(code, reached, pupils));
        }
        return municipalities;
    }

    private static Optional<KpiDefinition> definition(JsonNode kpi) {
        JsonNode says = kpi.path("definitie");
        Optional<Measure> measure =
                FormData.constant(Measure.class, kpi.path("maat").asString(""));
        Optional<PeriodKind> period =
                FormData.constant(PeriodKind.class, says.path("periode").asString(""));
        Optional<Sector> sector =
                FormData.constant(Sector.class, says.path("sector").asString(""));
        Optional<ActivityKind> kind = FormData.constant(
                ActivityKind.class, says.path("soortActiviteit").asString(""));
        Set<Audience> audiences = new TreeSet<>();
        for (JsonNode audience : says.path("doelgroepen")) {
            Optional<Audience> known = FormData.constant(Audience.class, audience.asString(""));
            if (known.isEmpty()) {
                return Optional.empty();
            }
            audiences.add(known.get());
        }
        boolean understood = measure.isPresent()
                && period.isPresent()
                && sector.isPresent() == says.has("sector")
                && kind.isPresent() == says.has("soortActiviteit");
        if (!understood) {
            return Optional.empty();
        }
        JsonNode groups = says.path("groepen");
        return Optional.of(new KpiDefinition(
                measure.get(),
                sector.map(of -> new Band(
                                of,
                                groups.path("van").asInt(0),
                                groups.path("totEnMet").asInt(0)))
                        .orElse(null),
                List.copyOf(audiences),
                kind.orElse(null),
                period.get(),
                Stream.iterate(
                                0,
                                n -> n
                                        < Math.min(
                                                MAX_PROFILES,
                                                says.path("profielen").size()),
                                n -> n + 1)
                        .map(n -> PlainText.line(says.path("profielen").path(n).asString(""), MAX_CODE))
                        .toList(),
                says.path("vergelekenMetJaar").isInt()
                        ? (Integer) says.path("vergelekenMetJaar").asInt()
                        : null));
    }

    private static @Nullable Long count(JsonNode number) {
        return number.isIntegralNumber() && number.canConvertToInt() && number.asInt() >= 0
                ? (Long) number.asLong()
                : null;
    }
}
