package nl.tec.employers;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.employers.OfferRequest.How;
import nl.tec.employers.OfferRequest.State;
import nl.tec.employers.internal.AnswerTerm;
import nl.tec.employers.internal.AskRules;
import nl.tec.employers.internal.OfferMail;
import nl.tec.employers.internal.OfferNotifier;
import nl.tec.employers.internal.RequestStore;
import nl.tec.organisations.Classes;
import nl.tec.organisations.Holidays;
import nl.tec.organisations.Holidays.Free;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolSite;
import nl.tec.organisations.Schools;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Manages the requests of schools to companies (rules 6): asking, withdrawing, finding. See {@link OfferAnswers} for the answers. */
@Service
public class OfferRequests {

    /** The outcome of asking. */
    public sealed interface Result permits Created, Refused {}

    public record Created(long id) implements Result {}

    /**
     * Not asked, because of problems at the fields of {@link OfferFields}.
     *
     * @param free if a date was taken, the first available dates after it
     */
    public record Refused(Problems problems, List<AskOffer.Date> free) implements Result {}

    /** The parts of the list. */
    public enum View {
        /** Escalated to the programme manager: unanswered at the end of the term. */
        ESCALATED,
        /** To be answered, the oldest first. */
        OPEN,
        /** Answered, withdrawn, closed or expired, the latest first. */
        ENDED
    }

    /** @param organisationIds the companies; {@code siteIds} are the schools; null: all */
    public record Filter(
            @Nullable Collection<Long> organisationIds,
            @Nullable Collection<Long> siteIds,
            View view) {

        public static Filter ofCompanies(Collection<Long> organisationIds, View view) {
            return new Filter(organisationIds, null, view);
        }

        public static Filter ofSchools(Collection<Long> siteIds, View view) {
            return new Filter(null, siteIds, view);
        }

        public static Filter all(View view) {
            return new Filter(null, null, view);
        }
    }

    /** The number of days that are searched for available dates, and the maximum number that is suggested. */
    private static final int DAYS_AHEAD = 28;

    private static final int MAX_SUGGESTED_DATES = 4;

    private final RequestStore store;

    private final Offers offers;

    private final Schools schools;
    private final Classes classes;
    private final Holidays holidays;
    private final Clock clock;

    private final OfferNotifier news;

    private final Audit audit;

    private final AnswerTerm terms;

    OfferRequests(
            RequestStore store,
            Offers offers,
            Schools schools,
            Classes classes,
            Holidays holidays,
            OfferNotifier news,
            Audit audit,
            AnswerTerm terms,
            Clock clock) {
        this.store = store;
        this.offers = offers;
        this.schools = schools;
        this.classes = classes;
        this.holidays = holidays;
        this.clock = clock;
        this.news = news;
        this.audit = audit;
        this.terms = terms;
    }

    /**
     * Stores a request and mails the company in one transaction. Idempotent by the key of the form.
     *
     * @throws nl.tec.shared.NotFound if there is no such offer, or the class is of another school
     */
    @Transactional
    public Result ask(AskOffer command, Actor by) {
        SchoolClass schoolClass = classes.find(command.classId())
                .filter(one -> by.worksAt(one.siteId()))
                .orElseThrow(() -> new NotFound("class " + command.classId()));
        Optional<Long> before = store.findByFormKey(command.key(), by.accountId());
        if (before.isPresent()) {
            return new Created(before.get());
        }
        Offer offer =
                offers.findPublished(command.offerId()).orElseThrow(() -> new NotFound("offer " + command.offerId()));
        SchoolSite school = schools.get(schoolClass.siteId());
        AskRules.Unavailability not = new AskRules.Unavailability(
                off(command.dates(), school),
                store.fullWeeks(offer.id()),
                store.taken(offer.id(), school.id(), command.dates()));
        Problems problems = AskRules.check(command, offer, schoolClass, school, not, Dates.today(clock));
        problems.addIf(
                store.openOf(offer.id(), schoolClass.id()).isPresent(), OfferFields.CLASS, "offers.check.alreadyAsked");
        if (problems.any()) {
            return resolveDuplicate(command, by, new Refused(problems, free(not, offer, schoolClass, school)));
        }
        LocalDate last = command.dates().stream()
                .map(AskOffer.Date::day)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Optional<Long> id = store.insert(command, schoolClass, school.sector(), terms.of(offer, last), by.accountId());
        if (id.isEmpty()) {
            Problems twice = new Problems().add(OfferFields.CLASS, "offers.check.alreadyAsked");
            return resolveDuplicate(command, by, new Refused(twice, List.of()));
        }
        store.happened(id.get(), by.accountId(), "ASKED");
        audit.add(by, "OFFER_ASKED", "offer_request", id.get());
        news.tell(OfferMail.ASKED, store.find(id.get()).orElseThrow());
        return new Created(id.get());
    }

    private List<Free> off(List<AskOffer.Date> dates, SchoolSite school) {
        List<LocalDate> days = dates.stream()
                .map(AskOffer.Date::day)
                .filter(Objects::nonNull)
                .sorted(Comparator.naturalOrder())
                .toList();
        return days.isEmpty() ? List.of() : holidays.between(days.get(0), days.get(days.size() - 1), school);
    }

    /** Returns the request of the same form if a concurrent submission created it; otherwise the refusal. */
    private Result resolveDuplicate(AskOffer command, Actor by, Refused otherwise) {
        return store.findByFormKey(command.key(), by.accountId())
                .<Result>map(Created::new)
                .orElse(otherwise);
    }

    /** Returns the first available dates, from the earliest requested one that was taken. */
    private List<AskOffer.Date> free(
            AskRules.Unavailability not, Offer offer, SchoolClass schoolClass, SchoolSite school) {
        Optional<LocalDate> first = not.taken().stream()
                .map(AskOffer.Date::day)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder());
        if (first.isEmpty()) {
            return List.of();
        }
        LocalDate from = first.get();
        List<Free> off = holidays.between(from, from.plusDays(DAYS_AHEAD), school);
        AskRules.Unavailability known = new AskRules.Unavailability(off, not.full(), Set.of());
        List<AskOffer.Date> dates = from.datesUntil(from.plusDays(DAYS_AHEAD))
                .filter(day -> AskRules.day(day, offer, schoolClass, school, known, Dates.today(clock))
                        .isEmpty())
                .flatMap(day -> Stream.of(DayPart.values()).map(part -> new AskOffer.Date(0, day, part)))
                .toList();
        Set<AskOffer.Date> taken = store.taken(offer.id(), school.id(), dates);
        return dates.stream()
                .filter(date -> !taken.contains(date))
                .limit(MAX_SUGGESTED_DATES)
                .toList();
    }

    /** Withdraws a request of a school, and notifies the company. @return false if it was answered before */
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

    /** Finds a request of the actor's school or company, or any for a programme manager. */
    public Optional<OfferRequest> find(long id, Actor by) {
        return store.find(id)
                .filter(request -> by.worksAt(request.school().siteId())
                        || by.managesPartner(request.offer().organisationId()));
    }

    /** @param after the cursor from {@link OfferPage#next}; null: the first page */
    public OfferPage<OfferRequest> list(Filter filter, @Nullable String after, int size) {
        return store.list(filter, after, size);
    }

    /** Returns the open requests to a company, the oldest first, for the start page of its portal. */
    public List<OfferRequest> openOf(long organisationId, int limit) {
        return list(Filter.ofCompanies(List.of(organisationId), View.OPEN), null, limit)
                .rows();
    }

    /** Counts the open requests to companies. */
    public int open(Collection<Long> organisationIds) {
        return store.countOpen(organisationIds);
    }

    /** Counts the requests that wait for the programme manager. */
    public int escalated() {
        return store.countEscalated();
    }
}
