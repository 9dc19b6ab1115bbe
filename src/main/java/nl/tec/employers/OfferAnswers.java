package nl.tec.employers;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import nl.tec.accounts.Account;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Role;
import nl.tec.employers.OfferRequest.How;
import nl.tec.employers.OfferRequest.State;
import nl.tec.employers.OfferRequest.Wish;
import nl.tec.employers.internal.AnswerTerm;
import nl.tec.employers.internal.OfferLinks;
import nl.tec.employers.internal.OfferMail;
import nl.tec.employers.internal.OfferNotifier;
import nl.tec.employers.internal.OfferStore;
import nl.tec.employers.internal.OfferVisits;
import nl.tec.employers.internal.RequestStore;
import nl.tec.shared.Dates;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Answers the requests of schools (rules 6): by the link in the mail, in the portal, or by the programme manager on behalf of the
 * company. Accepting a request and creating its session with the booking of the class are one transaction, and happen only once.
 */
@Service
public class OfferAnswers {

    /** Identifies a request, and authorises access to it. */
    public sealed interface Access {}

    /** By the link in the mail to the company. */
    public record ByLink(String secret) implements Access {}

    /** Signed in: of the company, or a programme manager. */
    public record ById(long id, Actor by) implements Access {}

    /** The outcome of an answer. */
    public sealed interface Answer {

        record Done(OfferRequest request) implements Answer {}

        /** Not answered, because of problems at the fields of {@link OfferFields}. */
        record Refused(OfferRequest request, Problems problems) implements Answer {}

        /**
         * Accepted, but impossible on that date: the class is elsewhere, or the school is closed. The school was notified. Another of its
         * dates can be accepted; if none is left the request is closed, and the school can ask again. A temporary obstacle (a full week, an
         * occupied place) is not reported to the school, and another time on that date can still be accepted.
         */
        record Impossible(OfferRequest request, OfferRequest.Wish date, OfferRequest.Obstacle obstacle)
                implements Answer {}

        /** The request was answered, withdrawn or closed before. */
        record Over(OfferRequest request) implements Answer {}

        /** There is no such request with this access. */
        record Unknown() implements Answer {}
    }

    private static final int MAX_REASON_LENGTH = 500;

    private static final int MAX_EXTRA_DAYS = 20;

    private final RequestStore store;

    private final OfferLinks links;

    private final OfferVisits visits;

    private final OfferNotifier news;

    private final OfferStore offers;
    private final Accounts accounts;
    private final Audit audit;
    private final Clock clock;

    private final TransactionTemplate transaction;

    private final AnswerTerm terms;

    OfferAnswers(
            RequestStore store,
            OfferLinks links,
            OfferVisits visits,
            OfferNotifier news,
            OfferStore offers,
            Accounts accounts,
            Audit audit,
            Clock clock,
            TransactionTemplate transaction,
            AnswerTerm terms) {
        this.store = store;
        this.links = links;
        this.visits = visits;
        this.news = news;
        this.offers = offers;
        this.accounts = accounts;
        this.audit = audit;
        this.clock = clock;
        this.transaction = transaction;
        this.terms = terms;
    }

    public Optional<OfferRequest> find(Access access) {
        return id(access).flatMap(store::find).filter(request -> may(access, request));
    }

    private Optional<Long> id(Access access) {
        return access instanceof ByLink link ? links.find(link.secret()) : Optional.of(((ById) access).id());
    }

    private static boolean may(Access access, OfferRequest request) {
        return !(access instanceof ById byId)
                || byId.by().managesPartner(request.offer().organisationId());
    }

    private static @Nullable Actor actor(Access access) {
        return access instanceof ById byId ? byId.by() : null;
    }

    private static How how(Access access, OfferRequest request) {
        Actor actor = actor(access);
        return actor == null
                ? How.LINK
                : actor.is(Role.PARTNER, request.offer().organisationId()) ? How.PORTAL : How.MAKER;
    }

    /**
     * Accepts a request on one of its dates.
     *
     * @param position the position of the date
     * @param start the start time, within the requested part of the day
     */
    public Answer accept(Access access, int position, LocalTime start) {
        Answer answer = inTurn(access, (request, status) -> yes(access, request, position, start, status));
        return answer instanceof Answer.Impossible impossible ? recordImpossible(impossible) : answer;
    }

    private Answer yes(Access access, OfferRequest request, int position, LocalTime start, Undo undo) {
        Optional<Wish> date = request.date(position);
        Problems problems = new Problems();
        LocalDate today = Dates.today(clock);
        problems.addIf(
                date.filter(wish -> wish.possible(today)).isEmpty(), OfferFields.DATE, "offers.check.chooseDate");
        problems.addIf(
                date.filter(wish -> !wish.part().contains(start)).isPresent(),
                OfferFields.TIME,
                "offers.check.time." + date.map(wish -> wish.part().name()).orElse("MORNING"));
        if (problems.any()) {
            return new Answer.Refused(request, problems);
        }
        Wish wish = date.orElseThrow();
        Actor by = actor(access);
        OfferVisits.VisitOutcome made =
                visits.make(request, wish, start, by == null ? lastEditor(request.offer()) : by);
        if (made instanceof OfferVisits.VisitOutcome.Impossible impossible) {
            undo.all();
            return new Answer.Impossible(request, wish, impossible.obstacle());
        }
        OfferVisits.VisitOutcome.Visit visit = (OfferVisits.VisitOutcome.Visit) made;
        store.accept(
                request.id(),
                how(access, request),
                by == null ? null : by.accountId(),
                position,
                visit.session(),
                visit.bookingId(),
                visit.adults());
        audit.add(by, "OFFER_ACCEPTED", "offer_request", request.id());
        OfferRequest accepted = store.find(request.id()).orElseThrow();
        news.visit(OfferMail.ACCEPTED, accepted, visit.session());
        return new Answer.Done(accepted);
    }

    /** Returns the account that last changed the offer, on whose behalf a link acts in the programme. */
    private Actor lastEditor(Offer offer) {
        return accounts.find(offers.lastEditor(offer.id())).map(Account::actor).orElseThrow();
    }

    /** After the rollback, stores the obstacle with the date and notifies the school once. Closes the request if no date is left. */
    private Answer recordImpossible(Answer.Impossible impossible) {
        return Objects.requireNonNull(transaction.execute(status -> {
            long id = impossible.request().id();
            OfferRequest request = store.lock(id).orElseThrow();
            if (!request.open()) {
                return new Answer.Over(request);
            }
            // temporary obstacles are computed, not stored
            boolean isNew = !impossible.obstacle().passes()
                    && store.impossible(id, impossible.date().position(), impossible.obstacle());
            OfferRequest now = store.find(id).orElseThrow();
            if (isNew) {
                if (now.possible(Dates.today(clock)).isEmpty()) {
                    store.end(
                            id,
                            State.CLOSED,
                            How.CLOCK,
                            null,
                            impossible.obstacle().name());
                    now = store.find(id).orElseThrow();
                }
                news.impossible(now, impossible.date(), impossible.obstacle());
            }
            return new Answer.Impossible(now, impossible.date(), impossible.obstacle());
        }));
    }

    /** Declines a request, with a reason that is mailed to the school together with other suitable offers. */
    public Answer decline(Access access, String reason) {
        return inTurn(access, (request, undo) -> {
            Problems problems = reason(reason);
            if (problems.any()) {
                return new Answer.Refused(request, problems);
            }
            return ended(State.DECLINED, how(access, request), request, reason, actor(access), OfferMail.DECLINED);
        });
    }

    /** Extends the term of a request, for programme managers. @param days working days from now, 1 to 20 */
    public Answer extend(long id, int days, Actor by) {
        return inTurn(manager(id, by), (request, undo) -> {
            Problems problems = new Problems().addUnlessBetween(days, 1, MAX_EXTRA_DAYS, OfferFields.DAYS);
            if (problems.any()) {
                return new Answer.Refused(request, problems);
            }
            LocalDate last = request.dates().stream()
                    .map(Wish::day)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            store.extend(id, terms.of(days, last), by.accountId());
            audit.add(by, "OFFER_EXTENDED", "offer_request", id);
            return new Answer.Done(store.find(id).orElseThrow());
        });
    }

    /** Closes a request without an answer of the company, for programme managers. */
    public Answer close(long id, String reason, Actor by) {
        return inTurn(manager(id, by), (request, undo) -> {
            Problems problems = reason(reason);
            return problems.any()
                    ? new Answer.Refused(request, problems)
                    : ended(State.CLOSED, How.MAKER, request, reason, by, OfferMail.CLOSED);
        });
    }

    private static Access manager(long id, Actor by) {
        by.requireRole(Role.PROGRAMME_MANAGER);
        return new ById(id, by);
    }

    private Answer ended(
            State state, How how, OfferRequest request, String reason, @Nullable Actor by, OfferMail mail) {
        store.end(request.id(), state, how, by == null ? null : by.accountId(), reason);
        audit.add(by, "OFFER_" + state, "offer_request", request.id());
        OfferRequest ended = store.find(request.id()).orElseThrow();
        news.tell(mail, ended);
        return new Answer.Done(ended);
    }

    private static Problems reason(String reason) {
        return new Problems()
                .addIf(reason.isBlank(), OfferFields.REASON, "offers.check.reason")
                .addIfLonger(reason.strip(), MAX_REASON_LENGTH, OfferFields.REASON);
    }

    /** Rolls the transaction back. */
    private interface Undo {
        void all();
    }

    private interface Work {
        Answer on(OfferRequest request, Undo undo);
    }

    private Answer inTurn(Access access, Work work) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Optional<OfferRequest> found = id(access).flatMap(store::lock).filter(request -> may(access, request));
            if (found.isEmpty()) {
                return new Answer.Unknown();
            }
            return found.get().open() ? work.on(found.get(), status::setRollbackOnly) : new Answer.Over(found.get());
        }));
    }
}
