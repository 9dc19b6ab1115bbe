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
import nl.tec.employers.internal.OfferLinks;
import nl.tec.employers.internal.OfferMail;
import nl.tec.employers.internal.OfferNotifier;
import nl.tec.employers.internal.OfferStore;
import nl.tec.employers.internal.OfferTerms;
import nl.tec.employers.internal.OfferVisits;
import nl.tec.employers.internal.RequestStore;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Answering what schools ask (rules 6): by the link in the mail, in the portal, or by the programme manager on behalf of the
 * company. A yes and its session with the class booked on it are one: there is never one without the other, and never two.
 */
@Service
public class OfferAnswers {

    /** The access to a question: which one, and by what right. */
    public sealed interface Access {}

    /** By the link in the mail to the company. */
    public record ByLink(String secret) implements Access {}

    /** Signed in: of the company, or a programme manager. */
    public record ById(long id, Actor by) implements Access {}

    /** The outcome of an answer. */
    public sealed interface Answer {

        record Done(OfferRequest request) implements Answer {}

        /** Nothing happened: this is wrong, at the fields of {@link OfferFields}. */
        record Refused(OfferRequest request, Problems problems) implements Answer {}

        /**
         * A yes that can't be: the class is elsewhere then, the school is closed. The school was told. Another of its dates can be
         * taken; when there is none left the question is closed, and the school can ask anew. What goes away by itself (a full
         * week, a place that is taken) is told to nobody, and another time of that date can still be said yes to.
         *
         * @param obstacle code of {@link OfferRequest.Wish#obstacle}
         */
        record Impossible(OfferRequest request, OfferRequest.Wish date, String obstacle) implements Answer {

            /** Whether what is in the way goes away by itself. */
            public boolean passes() {
                return obstacle.equals(OfferRequest.WEEK_FULL) || obstacle.equals(OfferRequest.OCCUPIED);
            }
        }

        /** It was answered, withdrawn or closed before. */
        record Over(OfferRequest request) implements Answer {}

        /** There is no such question for who asks. */
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

    private final OfferTerms terms;

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
            OfferTerms terms) {
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
        return !(access instanceof ById byId) || byId.by().keeps(request.offer().organisationId());
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
     * Yes, on one of the dates.
     *
     * @param position of the date
     * @param start within the part of the day that was asked
     */
    public Answer accept(Access access, int position, LocalTime start) {
        Answer answer = inTurn(access, (request, status) -> yes(access, request, position, start, status));
        return answer instanceof Answer.Impossible impossible ? tellSchool(impossible) : answer;
    }

    private Answer yes(Access access, OfferRequest request, int position, LocalTime start, Undo undo) {
        Optional<Wish> date = request.date(position);
        Problems problems = new Problems();
        LocalDate today = LocalDate.now(clock);
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
        OfferVisits.Made made = visits.make(request, wish, start, by == null ? keeper(request.offer()) : by);
        if (made instanceof OfferVisits.Made.Impossible impossible) {
            undo.all();
            return new Answer.Impossible(request, wish, impossible.obstacle());
        }
        OfferVisits.Made.Visit visit = (OfferVisits.Made.Visit) made;
        store.accept(
                request.id(),
                how(access, request),
                by == null ? null : by.accountId(),
                position,
                visit.session(),
                visit.bookingId());
        audit.add(by, "OFFER_ACCEPTED", "offer_request", request.id());
        OfferRequest accepted = store.find(request.id()).orElseThrow();
        news.visit(OfferMail.ACCEPTED, accepted, visit.session());
        return new Answer.Done(accepted);
    }

    /** Returns who keeps the offer: a link acts in that name in the programme. */
    private Actor keeper(Offer offer) {
        return accounts.find(offers.keeper(offer.id())).map(Account::actor).orElseThrow();
    }

    /** Nothing of the yes is left; that it can't be then is remembered with the date, and the school hears it once. With no date left it ends. */
    private Answer tellSchool(Answer.Impossible impossible) {
        return Objects.requireNonNull(transaction.execute(status -> {
            long id = impossible.request().id();
            OfferRequest request = store.lock(id).orElseThrow();
            if (!request.open()) {
                return new Answer.Over(request);
            }
            // what is full or taken is so until a visit moves, and known by looking
            boolean isNew = !impossible.passes()
                    && store.impossible(id, impossible.date().position(), impossible.obstacle());
            OfferRequest now = store.find(id).orElseThrow();
            if (isNew) {
                if (now.possible(LocalDate.now(clock)).isEmpty()) {
                    store.end(id, State.CLOSED, How.CLOCK, null, impossible.obstacle());
                    now = store.find(id).orElseThrow();
                }
                news.impossible(now, impossible.date(), impossible.obstacle());
            }
            return new Answer.Impossible(now, impossible.date(), impossible.obstacle());
        }));
    }

    /** No, with a reason that the school gets in the mail, with other offers that fit. */
    public Answer decline(Access access, String reason) {
        return inTurn(access, (request, undo) -> {
            Problems problems = reason(reason);
            if (problems.any()) {
                return new Answer.Refused(request, problems);
            }
            return ended(State.DECLINED, how(access, request), request, reason, actor(access), OfferMail.DECLINED);
        });
    }

    /** The programme manager gives the company more time. @param days working days from now, 1 to 20 */
    public Answer extend(long id, int days, Actor by) {
        return inTurn(maker(id, by), (request, undo) -> {
            if (days < 1 || days > MAX_EXTRA_DAYS) {
                return new Answer.Refused(
                        request, new Problems().add(OfferFields.DAYS, "offers.check.between", 1, MAX_EXTRA_DAYS));
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

    /** The programme manager ends the question without an answer of the company. */
    public Answer close(long id, String reason, Actor by) {
        return inTurn(maker(id, by), (request, undo) -> {
            Problems problems = reason(reason);
            return problems.any()
                    ? new Answer.Refused(request, problems)
                    : ended(State.CLOSED, How.MAKER, request, reason, by, OfferMail.CLOSED);
        });
    }

    private static Access maker(long id, Actor by) {
        by.mustBe(Role.PROGRAMME_MANAGER);
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
                .addIf(
                        reason.strip().length() > MAX_REASON_LENGTH,
                        OfferFields.REASON,
                        "offers.check.tooLong",
                        MAX_REASON_LENGTH);
    }

    /** Takes back everything of this transaction. */
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
