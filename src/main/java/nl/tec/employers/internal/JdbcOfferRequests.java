package nl.tec.employers.internal;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.employers.AskOffer;
import nl.tec.employers.DayPart;
import nl.tec.employers.Offer;
import nl.tec.employers.OfferFields;
import nl.tec.employers.OfferPage;
import nl.tec.employers.OfferRequest;
import nl.tec.employers.OfferRequest.How;
import nl.tec.employers.OfferRequest.State;
import nl.tec.employers.OfferRequests;
import nl.tec.employers.Offers;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Rows;
import nl.tec.organisations.Classes;
import nl.tec.organisations.Holidays;
import nl.tec.organisations.Holidays.Free;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolSite;
import nl.tec.organisations.Schools;
import nl.tec.organisations.WorkingDays;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class JdbcOfferRequests implements OfferRequests {

    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

    /** How far ahead is looked for dates that are free, and how many are said. */
    private static final int DAYS_AHEAD = 28;

    private static final int MAX_FREE = 4;

    /** What is asked of the schools. */
    @org.springframework.stereotype.Component
    record SchoolFacts(Schools schools, Classes classes, Holidays holidays) {

        List<Free> off(List<AskOffer.Date> dates, SchoolSite school) {
            List<LocalDate> days = dates.stream()
                    .map(AskOffer.Date::day)
                    .filter(Objects::nonNull)
                    .sorted(Comparator.naturalOrder())
                    .toList();
            return days.isEmpty() ? List.of() : holidays.between(days.get(0), days.get(days.size() - 1), school);
        }
    }

    private final JdbcClient jdbc;
    private final RequestStore store;
    private final Offers offers;
    private final SchoolFacts schools;
    private final OfferNotifier news;
    private final Audit audit;
    private final Terms terms;

    /** How long a company has. */
    @org.springframework.stereotype.Component
    record Terms(WorkingDays workingDays, HubSettings hub, Clock clock) {

        WorkingDays.Term of(Offer offer, LocalDate lastDate) {
            Integer own = offer.details().answering().termDays();
            return of(own == null ? hub.number(Setting.OFFER_TERM_DAYS) : own, lastDate);
        }

        WorkingDays.Term of(int days, LocalDate lastDate) {
            return workingDays.term(clock.instant(), days, lastDate);
        }

        LocalDate today() {
            return Dates.dayOf(clock.instant());
        }
    }

    JdbcOfferRequests(
            JdbcClient jdbc,
            RequestStore store,
            Offers offers,
            SchoolFacts schools,
            OfferNotifier news,
            Audit audit,
            Terms terms) {
        this.jdbc = jdbc;
        this.store = store;
        this.offers = offers;
        this.schools = schools;
        this.news = news;
        this.audit = audit;
        this.terms = terms;
    }

    @Override
    @Transactional
    public Result ask(AskOffer command, Actor by) {
        SchoolClass group = schools.classes()
                .find(command.classId())
                .filter(one -> by.worksAt(one.siteId()))
                .orElseThrow(() -> new NotFound("class " + command.classId()));
        Optional<Long> before = store.ofForm(command.key(), by.accountId());
        if (before.isPresent()) {
            return new Asked(before.get());
        }
        Offer offer =
                offers.findPublished(command.offerId()).orElseThrow(() -> new NotFound("offer " + command.offerId()));
        SchoolSite school = schools.schools().get(group.siteId());
        AskRules.Unavailability not = new AskRules.Unavailability(
                schools.off(command.dates(), school),
                store.fullWeeks(offer.id()),
                store.taken(offer.id(), school.id(), command.dates()));
        Problems problems = AskRules.check(command, offer, group, school, not, terms.today());
        problems.addIf(
                store.openOf(offer.id(), group.id()).isPresent(), OfferFields.CLASS, "offers.check.alreadyAsked");
        if (problems.any()) {
            return sentTwice(command, by, new Refused(problems, free(not, offer, group, school)));
        }
        LocalDate last = command.dates().stream()
                .map(AskOffer.Date::day)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Optional<Long> id = store.insert(command, group, school.sector(), terms.of(offer, last), by.accountId());
        if (id.isEmpty()) {
            Problems twice = new Problems().add(OfferFields.CLASS, "offers.check.alreadyAsked");
            return sentTwice(command, by, new Refused(twice, List.of()));
        }
        store.happened(id.get(), by.accountId(), "ASKED");
        audit.add(by, "OFFER_ASKED", "offer_request", id.get());
        news.tell(OfferMail.ASKED, store.find(id.get()).orElseThrow());
        return new Asked(id.get());
    }

    /** What is in the way may be the same form, that was quicker at the same moment: then it is what it asked for. */
    private Result sentTwice(AskOffer command, Actor by, Refused otherwise) {
        return store.ofForm(command.key(), by.accountId())
                .<Result>map(Asked::new)
                .orElse(otherwise);
    }

    /** The first dates that can be, from the first one on that was taken. */
    private List<AskOffer.Date> free(AskRules.Unavailability not, Offer offer, SchoolClass group, SchoolSite school) {
        Optional<LocalDate> first = not.taken().stream()
                .map(AskOffer.Date::day)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder());
        if (first.isEmpty()) {
            return List.of();
        }
        LocalDate from = first.get();
        List<Free> off = schools.holidays().between(from, from.plusDays(DAYS_AHEAD), school);
        AskRules.Unavailability known = new AskRules.Unavailability(off, not.full(), Set.of());
        List<AskOffer.Date> dates = from.datesUntil(from.plusDays(DAYS_AHEAD))
                .filter(day ->
                        AskRules.day(day, offer, group, known, terms.today()).isEmpty())
                .flatMap(day -> Stream.of(DayPart.values()).map(part -> new AskOffer.Date(0, day, part)))
                .toList();
        Set<AskOffer.Date> taken = store.taken(offer.id(), school.id(), dates);
        return dates.stream()
                .filter(date -> !taken.contains(date))
                .limit(MAX_FREE)
                .toList();
    }

    @Override
    @Transactional
    public boolean withdraw(long id, Actor by) {
        OfferRequest request = store.lock(id)
                .filter(one -> by.worksAt(one.school().siteId()))
                .orElseThrow(() -> new NotFound("offer request " + id));
        if (!request.open()) {
            return false;
        }
        store.end(id, State.WITHDRAWN, How.SCHOOL, by.accountId(), "");
        audit.add(by, "OFFER_WITHDRAWN", "offer_request", id);
        news.tell(OfferMail.WITHDRAWN, store.find(id).orElseThrow());
        return true;
    }

    @Override
    public Optional<OfferRequest> find(long id, Actor by) {
        return store.find(id)
                .filter(request -> by.worksAt(request.school().siteId())
                        || OfferCheck.keeps(by, request.offer().organisationId()));
    }

    @Override
    public OfferPage<OfferRequest> list(Filter filter, @Nullable String after, int size) {
        List<String> conditions = new ArrayList<>(List.of(
                switch (filter.view()) {
                    case ESCALATED -> "r.state = 'OPEN' and r.escalated_at is not null";
                    case OPEN -> "r.state = 'OPEN'";
                    case ENDED -> "r.state <> 'OPEN'";
                }));
        Map<String, Object> values = new HashMap<>(Map.of("size", size + 1));
        Collection<Long> organisations = filter.organisationIds();
        Collection<Long> sites = filter.siteIds();
        if (organisations != null) {
            conditions.add("o.organisation_id = any (:organisations::bigint[])");
            values.put("organisations", Rows.array(organisations));
        }
        if (sites != null) {
            conditions.add("r.site_id = any (:sites::bigint[])");
            values.put("sites", Rows.array(sites));
        }
        boolean ended = filter.view() == View.ENDED;
        if (after != null && ID.matcher(after).matches()) {
            conditions.add(ended ? "r.id < :after" : "r.id > :after");
            values.put("after", Long.valueOf(after));
        }
        List<OfferRequest> rows = jdbc.sql(RequestStore.SELECT + "where " + String.join(" and ", conditions)
                        + " order by r.id" + (ended ? " desc" : "") + " limit :size")
                .params(values)
                .query(RequestStore::request)
                .list();
        return rows.size() > size
                ? new OfferPage<>(
                        rows.subList(0, size), String.valueOf(rows.get(size - 1).id()))
                : new OfferPage<>(rows, null);
    }

    @Override
    public List<OfferRequest> openOf(long organisationId, int limit) {
        return list(Filter.ofCompanies(List.of(organisationId), View.OPEN), null, limit)
                .rows();
    }

    @Override
    public int escalated() {
        return jdbc.sql("select count(*) from offer_request where state = 'OPEN' and escalated_at is not null")
                .query(Integer.class)
                .single();
    }
}
