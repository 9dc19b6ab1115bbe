package nl.tec.employers.web;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.tec.employers.Offer;
import nl.tec.employers.OfferDetails;
import nl.tec.employers.OfferDetails.Guests;
import nl.tec.employers.OfferDetails.Site;
import nl.tec.employers.OfferPage;
import nl.tec.hub.TableExport;
import nl.tec.shared.Span;
import org.jspecify.annotations.Nullable;

/** Exports offers as a table. */
final class OfferSheet {

    private static final List<String> COLUMNS = List.of(
            "bedrijf",
            "titel",
            "soort",
            "stand",
            "werelden",
            "vakgebieden",
            "groepen",
            "leerjaren vo",
            "leerjaren mbo",
            "jongste leeftijd",
            "minstens leerlingen",
            "hoogstens leerlingen",
            "rolstoel",
            "touringcar",
            "waar",
            "straat",
            "postcode",
            "plaats",
            "reist hoogstens km",
            "minuten",
            "dichte weken",
            "bezoeken per week",
            "kleding",
            "mail");

    private OfferSheet() {}

    /** @param pages returns the page after a cursor */
    static TableExport of(Function<@Nullable String, OfferPage<Offer>> pages) {
        return new TableExport("aanbod", COLUMNS, TableExport.<String>inBatches(after -> {
            OfferPage<Offer> page = pages.apply(after);
            return TableExport.Batch.of(page.rows(), OfferSheet::row, page.next());
        }));
    }

    private static List<@Nullable Object> row(Offer offer) {
        OfferDetails details = offer.details();
        Guests guests = details.guests();
        Site where = details.where();
        return Arrays.asList(
                offer.organisation(),
                details.words().title().dutch(),
                details.kind().name(),
                offer.state().name(),
                list(details.worlds()),
                list(details.disciplines().stream().sorted().toList()),
                span(guests.groups()),
                span(guests.years()),
                span(guests.mboYears()),
                guests.youngestAge(),
                guests.min(),
                guests.max(),
                guests.wheelchair() ? "ja" : "nee",
                guests.coach() ? "ja" : "nee",
                where.held().name(),
                where.street(),
                where.postcode(),
                where.town(),
                where.travelKm(),
                details.times().minutes(),
                list(details.times().closedWeeks()),
                details.times().perWeek(),
                details.words().clothing().dutch(),
                details.answering().email());
    }

    private static String list(Collection<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(" "));
    }

    private static String span(@Nullable Span span) {
        return span == null ? "" : span.from() + "-" + span.to();
    }
}
