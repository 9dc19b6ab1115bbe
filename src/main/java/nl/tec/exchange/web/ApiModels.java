package nl.tec.exchange.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.tec.bookings.BookingRow;
import nl.tec.bookings.BookingState;
import nl.tec.bookings.CancelledBy;
import nl.tec.bookings.ClassBooking;
import nl.tec.bookings.GuestVisit;
import nl.tec.bookings.VisitContext;
import nl.tec.bookings.Visits;
import nl.tec.employers.Offer;
import nl.tec.employers.OfferKind;
import nl.tec.employers.Offers;
import nl.tec.exchange.ApiCaller;
import nl.tec.exchange.ApiScope;
import nl.tec.hub.HubSettings;
import nl.tec.knowledge.ItemKind;
import nl.tec.knowledge.Library;
import nl.tec.organisations.OrganisationKind;
import nl.tec.partners.Partners;
import nl.tec.programme.Activity;
import nl.tec.programme.ActivityDetails;
import nl.tec.programme.ActivityKind;
import nl.tec.programme.ForWhom;
import nl.tec.programme.LearningLine;
import nl.tec.programme.Programme;
import nl.tec.programme.Session;
import nl.tec.programme.VoLevel;
import nl.tec.reach.Band;
import nl.tec.reach.MunicipalityReach;
import nl.tec.reach.Population;
import nl.tec.results.Figure;
import nl.tec.results.Figures;
import nl.tec.results.KpiDefinition;
import nl.tec.results.Measure;
import nl.tec.results.PeriodKind;
import nl.tec.shared.Audience;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Sector;
import nl.tec.shared.World;
import nl.tec.submissions.Submission;
import nl.tec.submissions.SubmissionLine;
import nl.tec.venues.Venue;
import nl.tec.venues.VenueKind;
import org.jspecify.annotations.Nullable;

/**
 * The bodies of the API, one record per schema of {@code exchange/openapi.json}. Property names are Dutch, as the API Design
 * Rules require; times are in UTC, amounts in cents.
 */
final class ApiModels {

    private ApiModels() {}

    /** The links of a page of a list. @param next absolute address of the next page; null: this is the last one */
    record Links(
            @JsonProperty("self") String self,

            @JsonProperty("next") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String next) {}

    record Paged<T>(
            @JsonProperty("items") List<T> items,
            @JsonProperty("_links") Links links) {}

    record Text(
            @JsonProperty("nl") String dutch,
            @JsonProperty("en") String english) {
        static Text of(Bilingual text) {
            return new Text(text.dutch(), text.english());
        }
    }

    record Span(
            @JsonProperty("van") int from,
            @JsonProperty("totEnMet") int to) {
        static @Nullable Span of(nl.tec.shared.@Nullable Span span) {
            return span == null ? null : new Span(span.from(), span.to());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Target(
            @JsonProperty("doelgroepen") List<Audience> audiences,
            @JsonProperty("groepen") @Nullable Span groups,
            @JsonProperty("klassen") @Nullable Span years,
            @JsonProperty("leerjarenMbo") @Nullable Span mboYears,
            @JsonProperty("leeftijd") @Nullable Span ages,
            @JsonProperty("niveaus") List<VoLevel> levels) {

        static Target of(ForWhom who) {
            return new Target(
                    who.audiences().stream().sorted().toList(),
                    Span.of(who.groups()),
                    Span.of(who.years()),
                    Span.of(who.mboYears()),
                    Span.of(who.ages()),
                    who.levels().stream().sorted().toList());
        }
    }

    /** An activity in the list. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ActivityItem(
            @JsonProperty("id") String slug,
            @JsonProperty("titel") Text title,
            @JsonProperty("belofte") Text promise,
            @JsonProperty("soort") ActivityKind kind,
            @JsonProperty("deelname") ActivityDetails.Takes takes,
            @JsonProperty("wereld") World world,
            @JsonProperty("voor") Target target,
            @JsonProperty("duurMinuten") int minutes,
            @JsonProperty("bijeenkomsten") int meetings,
            @JsonProperty("prijsCent") long cents,
            @JsonProperty("eerstvolgendTijdstip") @Nullable Instant next,
            @JsonProperty("komendeSessies") int sessions,
            @JsonProperty("komendeSessiesMetPlaats") int sessionsFree,
            @JsonProperty("pagina") String page) {

        static ActivityItem of(Programme.Card card, String base) {
            return new ActivityItem(
                    card.slug(),
                    Text.of(card.title()),
                    Text.of(card.promise()),
                    card.kind(),
                    card.takes(),
                    card.world(),
                    Target.of(card.forWhom()),
                    card.minutes(),
                    card.meetings(),
                    card.price().cents(),
                    card.nextStart(),
                    card.sessions(),
                    card.sessionsFree(),
                    base + "/activiteit/" + card.slug());
        }
    }

    /** An activity on its own. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ActivityDetail(
            @JsonProperty("id") String slug,
            @JsonProperty("titel") Text title,
            @JsonProperty("belofte") Text promise,
            @JsonProperty("beschrijving") Text description,
            @JsonProperty("soort") ActivityKind kind,
            @JsonProperty("deelname") ActivityDetails.Takes takes,
            @JsonProperty("werelden") List<World> worlds,
            @JsonProperty("voor") Target target,
            @JsonProperty("duurMinuten") int minutes,
            @JsonProperty("bijeenkomsten") int meetings,
            @JsonProperty("groepsgrootte") Span size,
            @JsonProperty("prijsCent") long cents,
            @JsonProperty("kerndoelen") List<String> goals,
            @JsonProperty("locatie") @Nullable String venue,
            @JsonProperty("gewijzigdOpTijdstip") Instant changedAt,
            @JsonProperty("pagina") String page) {

        static ActivityDetail of(Activity activity, @Nullable String venue, String base) {
            ActivityDetails details = activity.details();
            return new ActivityDetail(
                    activity.slug(),
                    Text.of(activity.title()),
                    Text.of(details.words().promise()),
                    Text.of(details.words().description()),
                    details.kind(),
                    details.takes(),
                    details.worlds(),
                    Target.of(details.forWhom()),
                    details.duration().minutes(),
                    details.duration().meetings(),
                    new Span(details.size().min(), details.size().max()),
                    (activity.takesClasses()
                                    ? details.terms().school()
                                    : details.terms().participant())
                            .cents(),
                    details.goals(),
                    venue,
                    activity.changedAt(),
                    base + "/activiteit/" + activity.slug());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SessionItem(
            @JsonProperty("id") long id,
            @JsonProperty("activiteit") String activity,
            @JsonProperty("titel") Text title,
            @JsonProperty("deelname") ActivityDetails.Takes takes,
            @JsonProperty("aanvangTijdstip") Instant start,
            @JsonProperty("eindTijdstip") Instant end,
            @JsonProperty("bijeenkomsten") int meetings,
            @JsonProperty("locatie") @Nullable String venue,
            @JsonProperty("locatieNaam") Text venueName,
            @JsonProperty("capaciteit") int capacity,
            @JsonProperty("vrijePlaatsen") int free,
            @JsonProperty("vrijePlaatsenKlassen") @Nullable Integer freeClasses,
            @JsonProperty("open") boolean open,
            @JsonProperty("pagina") String page) {

        static SessionItem of(Session session, String base) {
            Session.Availability room = session.availability();
            boolean open = room == null || room.open();
            return new SessionItem(
                    session.id(),
                    session.activity().slug(),
                    Text.of(session.activity().title()),
                    session.activity().takes(),
                    session.slot().start(),
                    session.course() == null
                            ? session.slot().end()
                            : session.course().end(),
                    session.course() == null ? 1 : session.course().meetings(),
                    session.where().placeKey(),
                    Text.of(session.where().venueName()),
                    session.capacity(),
                    room == null ? session.capacity() : open ? Math.max(0, room.free()) : 0,
                    session.takesClasses() && room != null ? (open ? Math.max(0, room.freeClasses()) : 0) : null,
                    open,
                    base + "/activiteit/" + session.activity().slug() + "#sessie-" + session.id());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record VenueItem(
            @JsonProperty("id") String key,
            @JsonProperty("naam") Text name,
            @JsonProperty("soort") VenueKind kind,
            @JsonProperty("straat") @Nullable String street,
            @JsonProperty("postcode") @Nullable String postcode,
            @JsonProperty("plaats") @Nullable String town,
            @JsonProperty("breedtegraad") @Nullable Double latitude,
            @JsonProperty("lengtegraad") @Nullable Double longitude,
            @JsonProperty("rolstoeltoegankelijk") boolean wheelchair,
            @JsonProperty("pagina") String page) {

        static VenueItem of(Venue venue, String base) {
            return new VenueItem(
                    venue.key(),
                    Text.of(venue.name()),
                    venue.kind(),
                    venue.street(),
                    venue.postcode(),
                    venue.town(),
                    venue.latitude(),
                    venue.longitude(),
                    venue.wheelchair(),
                    base + "/plek/" + venue.key());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PartnerItem(
            @JsonProperty("naam") String name,
            @JsonProperty("soort") OrganisationKind kind,
            @JsonProperty("plaats") String town,
            @JsonProperty("website") @Nullable String website,
            @JsonProperty("werelden") List<World> worlds,
            @JsonProperty("over") Text about) {

        static PartnerItem of(Partners.Shown partner) {
            return new PartnerItem(
                    partner.name(),
                    partner.kind(),
                    partner.town(),
                    partner.website().orElse(null),
                    partner.worlds().stream().sorted().toList(),
                    new Text(partner.aboutNl(), partner.aboutEn()));
        }
    }

    /** An item of the library in the list. @param maker empty: the hub */
    record LibraryItem(
            @JsonProperty("id") String slug,
            @JsonProperty("titel") Text title,
            @JsonProperty("samenvatting") Text summary,
            @JsonProperty("soort") ItemKind kind,
            @JsonProperty("wereld") World world,
            @JsonProperty("licentie") String licence,
            @JsonProperty("makers") String maker,
            @JsonProperty("pagina") String page) {

        static LibraryItem of(Library.Card card, String base) {
            return new LibraryItem(
                    card.slug(),
                    Text.of(card.title()),
                    Text.of(card.summary()),
                    card.kind(),
                    card.world(),
                    card.licence().shortName(),
                    card.organisation(),
                    base + "/bibliotheek/" + card.slug());
        }
    }

    record LineItem(
            @JsonProperty("id") String key,
            @JsonProperty("titel") Text title,
            @JsonProperty("beschrijving") Text description,
            @JsonProperty("stappen") List<StepItem> steps) {

        static LineItem of(LearningLine line) {
            return new LineItem(
                    line.key(),
                    Text.of(line.title()),
                    Text.of(line.description()),
                    line.steps().stream().map(StepItem::of).toList());
        }
    }

    record StepItem(
            @JsonProperty("sector") Sector sector,
            @JsonProperty("leerjaar") int grade,
            @JsonProperty("leerjaarTot") int lastGrade,
            @JsonProperty("activiteit") String activity,
            @JsonProperty("activiteiten") List<String> activities,
            @JsonProperty("kerndoelen") List<String> goals,
            @JsonProperty("titel") Text title) {

        static StepItem of(LearningLine.Step step) {
            List<String> slugs = step.activities().stream()
                    .map(LearningLine.StepActivity::slug)
                    .toList();
            return new StepItem(
                    step.sector(), step.from(), step.to(), slugs.get(0), slugs, step.goals(), Text.of(step.title()));
        }
    }

    /** The definition of a KPI: two with the same measure and the same definition can be compared. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Definition(
            @JsonProperty("sector") nl.tec.shared.@Nullable Sector sector,
            @JsonProperty("groepen") @Nullable Span groups,
            @JsonProperty("doelgroepen") List<Audience> audiences,
            @JsonProperty("soortActiviteit") @Nullable ActivityKind kind,
            @JsonProperty("periode") PeriodKind period,
            @JsonProperty("profielen") List<String> profiles,
            @JsonProperty("vergelekenMetJaar") @Nullable Integer baseline) {

        static Definition of(KpiDefinition definition) {
            Band band = definition.band();
            return new Definition(
                    band == null ? null : band.sector(),
                    band == null ? null : new Span(band.from(), band.to()),
                    definition.audiences(),
                    definition.activityKind(),
                    definition.period(),
                    definition.profiles(),
                    definition.baseline());
        }
    }

    /** A KPI in a year. @param reached number, out of {@code population}. @param value in the unit of the measure; null: not measured */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record KpiItem(
            @JsonProperty("id") String code,
            @JsonProperty("naam") Text name,
            @JsonProperty("maat") Measure measure,
            @JsonProperty("eenheid") Measure.Unit unit,
            @JsonProperty("jaar") int year,
            @JsonProperty("periodeBeginDatum") LocalDate from,
            @JsonProperty("periodeEindDatum") LocalDate until,
            @JsonProperty("definitieVersie") int version,
            @JsonProperty("definitie") Definition definition,
            @JsonProperty("waarde") @Nullable Double value,
            @JsonProperty("waardeHoogstens") @Nullable Double most,
            @JsonProperty("aantal") @Nullable Long reached,
            @JsonProperty("vanAantal") @Nullable Long population,
            @JsonProperty("doel") @Nullable Double target,
            @JsonProperty("gemetenOpTijdstip") @Nullable Instant measuredAt,
            @JsonProperty("gemeenten") @Nullable List<KpiMunicipality> municipalities) {

        static KpiItem of(Figures.Line line, Optional<List<MunicipalityReach>> municipalities, HubSettings hub) {
            Measure measure = line.kpi().measure();
            Figure figure = line.figure();
            boolean counted = figure != null && measure.unit() != Measure.Unit.SCORE;
            Population population = figure == null ? null : figure.population();
            return new KpiItem(
                    line.kpi().code(),
                    new Text(line.kpi().nameNl(), line.kpi().nameEn()),
                    measure,
                    measure.unit(),
                    line.year(),
                    line.period().first(),
                    line.period().last(),
                    line.kpi().version(),
                    Definition.of(KpiDefinition.of(line.kpi(), hub)),
                    figure == null ? null : rounded(figure.valueOrNull(measure)),
                    figure == null ? null : rounded(figure.mostOrNull(measure)),
                    counted && figure != null ? (Long) figure.reached() : null,
                    population == null ? null : (Long) population.pupils(),
                    line.judgement().target(),
                    figure == null ? null : figure.measuredAt(),
                    municipalities
                            .map(all -> all.stream().map(KpiMunicipality::of).toList())
                            .orElse(null));
        }

        private static @Nullable Double rounded(@Nullable Double value) {
            return value == null ? null : Math.round(value * 1000) / 1000.0;
        }
    }

    record KpiMunicipality(
            @JsonProperty("code") String code,
            @JsonProperty("aantal") long reached,
            @JsonProperty("vanAantal") long population) {

        static KpiMunicipality of(MunicipalityReach one) {
            return new KpiMunicipality(one.code(), one.reached(), one.pupils());
        }
    }

    /** The organisation of a key, with the scopes of the key. */
    record OwnOrganisation(
            @JsonProperty("id") long id,
            @JsonProperty("naam") String name,
            @JsonProperty("sleutel") String key,
            @JsonProperty("rechten") List<String> scopes) {

        static OwnOrganisation of(String name, ApiCaller caller) {
            return new OwnOrganisation(
                    caller.organisationId(),
                    name,
                    caller.keyName(),
                    caller.scopes().stream().sorted().map(ApiScope::code).toList());
        }
    }

    /** An own activity in a list. @param dates number of coming dates that are not cancelled */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OwnActivityItem(
            @JsonProperty("id") long id,
            @JsonProperty("titel") Text title,
            @JsonProperty("wereld") World world,
            @JsonProperty("stand") Submission.State state,
            @JsonProperty("inProgramma") boolean inProgramme,
            @JsonProperty("komendeData") int dates,
            @JsonProperty("eerstvolgendTijdstip") @Nullable Instant next,
            @JsonProperty("ingediendOpTijdstip") @Nullable Instant submittedAt) {

        static OwnActivityItem of(SubmissionLine line) {
            return new OwnActivityItem(
                    line.id(),
                    Text.of(line.title()),
                    line.world(),
                    line.state(),
                    line.change(),
                    line.dates(),
                    line.first(),
                    line.submittedAt());
        }
    }

    /** An own offer in a list. */
    record OwnOfferItem(
            @JsonProperty("id") long id,
            @JsonProperty("titel") Text title,
            @JsonProperty("soort") OfferKind kind,
            @JsonProperty("stand") Offer.State state,
            @JsonProperty("openVragen") int open,
            @JsonProperty("gewijzigdOpTijdstip") Instant changedAt) {

        static OwnOfferItem of(Offers.Numbers numbers) {
            Offer offer = numbers.offer();
            return new OwnOfferItem(
                    offer.id(),
                    Text.of(offer.details().words().title()),
                    offer.details().kind(),
                    offer.state(),
                    numbers.open(),
                    offer.changedAt());
        }
    }

    /** A class booking of a school in a list. */
    record BookingItem(
            @JsonProperty("id") long id,
            @JsonProperty("stand") BookingState state,
            @JsonProperty("sessie") long session,
            @JsonProperty("titel") Text title,
            @JsonProperty("klas") String group,
            @JsonProperty("leerlingen") int pupils,
            @JsonProperty("volwassenen") int adults,
            @JsonProperty("aanvangTijdstip") Instant start,
            @JsonProperty("eindTijdstip") Instant end) {

        static BookingItem of(BookingRow row) {
            return new BookingItem(
                    row.bookingId(),
                    row.state(),
                    row.sessionId(),
                    Text.of(row.title()),
                    row.label(),
                    row.participants(),
                    row.adults(),
                    row.time().start(),
                    row.time().end());
        }
    }

    /** @param offeredUntil deadline of a seat offer. @param ahead number of bookings before it on the waiting list */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Booking(
            @JsonProperty("id") long id,
            @JsonProperty("stand") BookingState state,
            @JsonProperty("sessie") long session,
            @JsonProperty("activiteit") String activity,
            @JsonProperty("titel") Text title,
            @JsonProperty("klas") String group,
            @JsonProperty("leerlingen") int pupils,
            @JsonProperty("volwassenen") int adults,
            @JsonProperty("aanvangTijdstip") Instant start,
            @JsonProperty("eindTijdstip") Instant end,
            @JsonProperty("locatieNaam") Text venue,
            @JsonProperty("kosteloosTotEnMetDatum") LocalDate freeUntil,
            @JsonProperty("wachtendenErvoor") int ahead,
            @JsonProperty("aangebodenTotTijdstip") @Nullable Instant offeredUntil,
            @JsonProperty("geannuleerdOpTijdstip") @Nullable Instant cancelledAt,
            @JsonProperty("geannuleerdDoor") @Nullable CancelledBy cancelledBy,
            @JsonProperty("laatGeannuleerd") @Nullable Boolean late,
            @JsonProperty("pagina") String page) {

        static Booking of(Visits.Visit visit, String base) {
            ClassBooking booking = visit.booking();
            VisitContext facts = booking.facts();
            ClassBooking.Cancellation cancellation = booking.cancellation();
            return new Booking(
                    booking.id(),
                    booking.state(),
                    facts.session().id(),
                    facts.activity().slug(),
                    Text.of(facts.activity().title()),
                    facts.schoolClass().label(),
                    booking.participants(),
                    booking.details().adults(),
                    facts.session().time().start(),
                    facts.session().time().end(),
                    Text.of(facts.where().name()),
                    facts.freeUntil(),
                    booking.ahead(),
                    booking.deadline(),
                    cancellation == null ? null : cancellation.at(),
                    cancellation == null ? null : cancellation.by(),
                    cancellation == null ? null : cancellation.late(),
                    base + "/school/boekingen/" + booking.id());
        }
    }

    /** A visit that a neighbouring hub booked here. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NeighbourBooking(
            @JsonProperty("id") long id,
            @JsonProperty("stand") BookingState state,
            @JsonProperty("sessie") long session,
            @JsonProperty("titel") Text title,
            @JsonProperty("aanvangTijdstip") Instant start,
            @JsonProperty("eindTijdstip") Instant end,
            @JsonProperty("locatieNaam") String place,
            @JsonProperty("volwassenen") int adults,
            @JsonProperty("geannuleerdDoor") @Nullable CancelledBy cancelledBy,
            @JsonProperty("groepen") List<NeighbourGroup> groups) {

        static NeighbourBooking of(GuestVisit visit) {
            return new NeighbourBooking(
                    visit.bookingId(),
                    visit.state(),
                    visit.sessionId(),
                    Text.of(visit.title()),
                    visit.time().start(),
                    visit.time().end(),
                    visit.place(),
                    visit.adults(),
                    visit.cancelledBy(),
                    visit.groups().stream()
                            .map(one -> new NeighbourGroup(one.grade(), one.pupils(), one.present()))
                            .toList());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NeighbourGroup(
            @JsonProperty("groep") int grade,
            @JsonProperty("leerlingen") int pupils,
            @JsonProperty("aanwezig") @Nullable Integer present) {}
}
