package nl.tec.planning.solver;

import static nl.tec.planning.solver.Model.NONE;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * A mutable plan that satisfies every rule of the {@link Model} at any moment: the candidate of each party, the team of each session, and
 * the passengers of each bus. Changes that do not fit are rejected.
 * <p>All changes can be undone: {@link #mark} and {@link #undo}.
 */
final class Schedule {

    /** The maximum number of swaps to free a person or a bus. */
    private static final int MAX_SWAPS = 4;

    /** The maximum number of people to try when all teams of a day are formed anew. */
    private static final int MAX_TRIED = 500;

    final Model model;

    /** Per party, its candidate or {@link Model#NONE}. */
    final int[] at;

    /** Per day, the candidates that are held. */
    final Bag[] held;

    private final Tally tally;

    // the parties of a candidate, as a linked list
    private final int[] firstParty;
    private final int[] nextParty;
    private final int[] classesIn;
    private final int[] pupilsIn;

    /** Per candidate that is held, the person at each position. */
    private final int[][] team;

    private final boolean[] isHeld;
    private final Bag[] work;
    private final int[] workInWeek;

    // trips
    final int[] tripOf;
    private final int[] firstAboard;
    private final int[] nextAboard;
    private final int[] bus;
    private final int[] departure;
    private final int[] arrival;
    private final int[] seatsTaken;
    private final int[] metres;
    private final Bag[] trips;
    private final Bag[] rides;
    private final int[] freeTrips;
    private int freeTripCount;

    // undo journal
    private int[] journal = new int[4096];
    private int journalSize;

    private final int[] triedPerson;
    private final int[] triedBus;
    private int search;

    /** Inside {@link #thoroughly}. */
    private boolean isThorough;

    private int triesLeft;

    private static final int SEATED = 0;
    private static final int UNSEATED = 1;
    private static final int OPENED = 2;
    private static final int CLOSED = 3;
    private static final int STAFFED = 4;
    private static final int UNSTAFFED = 5;
    private static final int BOARDED = 6;
    private static final int ALIGHTED = 7;
    private static final int DRIVEN = 8;
    private static final int UNDRIVEN = 9;

    Schedule(Model model) {
        this.model = model;
        tally = new Tally(model);
        at = filled(model.parties);
        held = bags(model.days);
        firstParty = filled(model.candidates);
        nextParty = filled(model.parties);
        classesIn = new int[model.candidates];
        pupilsIn = new int[model.candidates];
        team = new int[model.candidates][];
        isHeld = new boolean[model.candidates];
        work = bags(model.people * model.days);
        workInWeek = new int[model.people * model.weeks];
        tripOf = filled(model.wishes);
        firstAboard = filled(model.wishes);
        nextAboard = filled(model.wishes);
        bus = filled(model.wishes);
        departure = new int[model.wishes];
        arrival = new int[model.wishes];
        seatsTaken = new int[model.wishes];
        metres = new int[model.wishes];
        trips = bags(model.days);
        rides = bags(model.buses * model.days);
        freeTrips = new int[model.wishes];
        for (int t = 0; t < model.wishes; t++) {
            freeTrips[t] = model.wishes - 1 - t;
        }
        freeTripCount = model.wishes;
        triedPerson = new int[model.people];
        triedBus = new int[model.buses];
    }

    private static int[] filled(int size) {
        int[] values = new int[size];
        Arrays.fill(values, NONE);
        return values;
    }

    private static Bag[] bags(int number) {
        Bag[] bags = new Bag[number];
        Arrays.setAll(bags, i -> new Bag());
        return bags;
    }

    // --- queries

    Tally tally() {
        return tally;
    }

    int met() {
        return tally.met();
    }

    boolean isHeld(int c) {
        return isHeld[c];
    }

    int firstParty(int c) {
        return firstParty[c];
    }

    int nextParty(int p) {
        return nextParty[p];
    }

    Bag tripsOn(int day) {
        return trips[day];
    }

    int firstAboard(int t) {
        return firstAboard[t];
    }

    int nextAboard(int w) {
        return nextAboard[w];
    }

    /** Returns the candidate of one of its passengers. */
    int candidateOfTrip(int t) {
        return at[model.partyOf[firstAboard[t]]];
    }

    // --- feasibility

    /** Whether another wish takes one of the classes of the party out on that day. */
    boolean isAlreadyOut(int p, int c) {
        for (int w : model.wishesOf[p]) {
            for (int other : model.wishesOfClass[model.schoolClass[w]]) {
                int there = at[model.partyOf[other]];
                if (other != w && there != NONE && model.isSameOuting(w, c, other, there)) {
                    return true;
                }
            }
        }
        return false;
    }

    boolean hasPlaces(int p, int c) {
        if (classesIn[c] == 0) {
            return true; // options were checked against an empty session
        }
        int more = 0;
        for (int w : model.wishesOf[p]) {
            more += model.pupils[w];
        }
        return classesIn[c] + model.wishesOf[p].length <= model.maxClasses[c]
                && pupilsIn[c] + more <= model.maxPupils[c];
    }

    boolean isRoomFree(int c) {
        Bag sessions = held[model.day[c]];
        for (int i = 0; i < sessions.size(); i++) {
            if (model.isSameRoom(c, sessions.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether there is enough equipment for one more session. */
    boolean hasEquipment(int c) {
        int[] needs = model.needs[model.activity[c]];
        for (int i = 0; i < needs.length; i += 2) {
            if (maxInUse(needs[i], c) + needs[i + 1] > model.quantity[needs[i]]) {
                return false;
            }
        }
        return true;
    }

    /** Returns the peak use of a kind of equipment during a session. */
    private int maxInUse(int thing, int c) {
        Bag sessions = held[model.day[c]];
        int most = 0;
        for (int i = 0; i < sessions.size(); i++) {
            int begins = sessions.get(i);
            if (needs(begins, thing) > 0 && model.isOverlapping(c, begins)) {
                int moment = Math.max(model.from[begins], model.from[c]);
                int used = 0;
                for (int j = 0; j < sessions.size(); j++) {
                    int other = sessions.get(j);
                    if (model.from[other] <= moment && moment < model.until[other]) {
                        used += needs(other, thing);
                    }
                }
                most = Math.max(most, used);
            }
        }
        return most;
    }

    int needs(int c, int thing) {
        int[] needs = model.needs[model.activity[c]];
        for (int i = 0; i < needs.length; i += 2) {
            if (needs[i] == thing) {
                return needs[i + 1];
            }
        }
        return 0;
    }

    /** Whether a team is available for a session that is not held, regardless of room and equipment. */
    boolean hasTeam(int c) {
        if (model.able[c].length == 1 && isAnyFree(model.able[c][0], c)) {
            return true;
        }
        int mark = mark();
        boolean isOpen = open(c);
        undo(mark);
        return isOpen;
    }

    private boolean isAnyFree(int[] able, int c) {
        for (int person : able) {
            if (isFree(person, c)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a bus is available for a party, or it needs none, regardless of the other resources of the session. */
    boolean hasBus(int p, int c) {
        int[] comers = model.wishesOf[p];
        if (comers.length == 1 && (!model.needsBus(comers[0], c) || isAnyBusFree(comers[0], c))) {
            return true;
        }
        int mark = mark();
        if (!isHeld[c]) {
            doOpen(c);
        }
        boolean isSeated = seat(p, c);
        undo(mark);
        return isSeated;
    }

    // --- changes

    /** Places a party where it was before, or else at the first of its candidates, from a random one on, where it fits. @return whether it fits */
    boolean placeAnywhere(int p, SplittableRandom random) {
        int before = model.previousOfParty(p);
        if (before != NONE && place(p, before)) {
            return true;
        }
        int[] options = model.options[p];
        int offset = random.nextInt(options.length);
        for (int i = 0; i < options.length; i++) {
            if (place(p, options[(i + offset) % options.length])) {
                return true;
            }
        }
        return false;
    }

    /** Places a party, with staff and bus. @return false, with no effect, if it does not fit */
    boolean place(int p, int c) {
        if (isAlreadyOut(p, c) || !hasPlaces(p, c)) {
            return false;
        }
        int mark = mark();
        if (!isHeld[c] && !(isRoomFree(c) && hasEquipment(c) && open(c))) {
            return false;
        }
        if (!seat(p, c)) {
            undo(mark);
            return false;
        }
        return true;
    }

    /**
     * Places a party as in an earlier plan: with this team and, for a party of one wish, on this bus, shared with the other passengers of
     * the trip.
     *
     * @param t number of the trip, {@link Model#NONE} without a bus
     * @return false, with no effect, if it does not fit
     */
    boolean placeAs(int p, int c, int[] people, int b, int t) {
        if (isAlreadyOut(p, c) || !hasPlaces(p, c)) {
            return false;
        }
        int mark = mark();
        if (!isHeld[c] && !(isRoomFree(c) && hasEquipment(c) && openWith(c, people))
                || !(t == NONE ? seat(p, c) : seatOnTrip(p, c, b, t))) {
            undo(mark);
            return false;
        }
        return true;
    }

    private boolean openWith(int c, int[] people) {
        int mark = mark();
        doOpen(c);
        for (int place = 0; place < team[c].length; place++) {
            int person = place < people.length ? people[place] : NONE;
            if (person == NONE
                    || Arrays.stream(model.able[c][place]).noneMatch(able -> able == person)
                    || !isFree(person, c)) {
                undo(mark);
                return false;
            }
            doStaff(c, place, person);
        }
        return true;
    }

    private boolean seatOnTrip(int p, int c, int b, int t) {
        int mark = mark();
        doSeat(p, c);
        int w = model.wishesOf[p][0];
        if (model.wishesOf[p].length == 1 && model.needsBus(w, c) && b != NONE) {
            if (firstAboard[t] == NONE) {
                doBoard(w, t);
                if (canDrive(b, t)) {
                    doDrive(t, b);
                    return true;
                }
            } else if (joinTrip(w, c, t)) {
                return true;
            }
        }
        undo(mark);
        return false;
    }

    /** Opens a session for which room and equipment are free. @return false, with no effect, if no team is available */
    boolean open(int c) {
        int mark = mark();
        doOpen(c);
        int[][] places = model.able[c];
        for (int place = 0; place < places.length; place++) {
            search++;
            if (!findPerson(c, place, MAX_SWAPS)) {
                undo(mark);
                return isThorough && openByStaffingAnew(c);
            }
        }
        return true;
    }

    /** Makes changes in which a session for which nobody can be freed by swaps is opened by forming all teams of its day anew: slow. */
    boolean thoroughly(BooleanSupplier changes) {
        isThorough = true;
        try {
            return changes.getAsBoolean();
        } finally {
            isThorough = false;
        }
    }

    private boolean openByStaffingAnew(int c) {
        int mark = mark();
        doOpen(c);
        int[] sessions = held[model.day[c]].values();
        for (int session : sessions) {
            for (int place = 0; place < team[session].length; place++) {
                if (team[session][place] != NONE) {
                    doUnstaff(session, place);
                }
            }
        }
        triesLeft = MAX_TRIED;
        if (staff(sessions)) {
            return true;
        }
        undo(mark);
        return false;
    }

    /** Fills the open positions in teams, first that with the fewest people who are free. */
    private boolean staff(int[] sessions) {
        int scarcest = NONE;
        int its = NONE;
        int fewest = Integer.MAX_VALUE;
        for (int session : sessions) {
            for (int place = 0; place < team[session].length; place++) {
                if (team[session][place] == NONE) {
                    int free = free(session, place);
                    if (free < fewest) {
                        fewest = free;
                        scarcest = session;
                        its = place;
                    }
                }
            }
        }
        if (scarcest == NONE) {
            return true;
        }
        int mark = mark();
        for (int person : model.able[scarcest][its]) {
            if (isFree(person, scarcest) && triesLeft-- > 0) {
                doStaff(scarcest, its, person);
                if (staff(sessions)) {
                    return true;
                }
                undo(mark);
            }
        }
        return false;
    }

    private int free(int session, int place) {
        int free = 0;
        for (int person : model.able[session][place]) {
            if (isFree(person, session)) {
                free++;
            }
        }
        return free;
    }

    /** Adds a party to a session that is held and has the capacity. @return false, with no effect, if no bus is available */
    boolean seat(int p, int c) {
        int mark = mark();
        doSeat(p, c);
        for (int w : model.wishesOf[p]) {
            if (model.needsBus(w, c) && !findBus(w, c)) {
                undo(mark);
                return false;
            }
        }
        return true;
    }

    /** Removes a party, and closes its session if nobody is left. */
    void remove(int p) {
        int c = at[p];
        for (int w : model.wishesOf[p]) {
            if (tripOf[w] != NONE) {
                leaveBus(w);
            }
        }
        doUnseat(p);
        if (classesIn[c] == 0) {
            close(c);
        }
    }

    private void close(int c) {
        for (int place = 0; place < team[c].length; place++) {
            doUnstaff(c, place);
        }
        doClose(c);
    }

    // --- people

    boolean isFree(int person, int c) {
        Bag sessions = work[person * model.days + model.day[c]];
        for (int i = 0; i < sessions.size(); i++) {
            if (model.isSameTime(c, sessions.get(i))) {
                return false;
            }
        }
        return hasCapacityInWeek(person, c);
    }

    private boolean hasCapacityInWeek(int person, int c) {
        return workInWeek[person * model.weeks + model.weekOfDay[model.day[c]]]
                < model.maxInWeek(person, model.weekOfDay[model.day[c]]);
    }

    /** Gives a position in a team to another person, who passes a conflicting session on. @return false, with no effect, if impossible */
    boolean replace(int c, int place, int person) {
        if (team[c][place] == person) {
            return false;
        }
        int mark = mark();
        doUnstaff(c, place);
        if (isFree(person, c)) {
            doStaff(c, place, person);
            return true;
        }
        search++;
        triedPerson[person] = search;
        if (takeOver(c, place, person, 1)) {
            return true;
        }
        undo(mark);
        return false;
    }

    /** Fills a position in a team with somebody who is free, or can be freed by passing other sessions on. */
    private boolean findPerson(int c, int place, int swaps) {
        int[] able = model.able[c][place];
        for (int person : able) {
            if (triedPerson[person] != search && isFree(person, c)) {
                doStaff(c, place, person);
                return true;
            }
        }
        if (swaps == 0) {
            return false;
        }
        for (int person : able) {
            if (triedPerson[person] != search) {
                triedPerson[person] = search;
                if (takeOver(c, place, person, swaps)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Gives a position to a person with a single conflicting session, if somebody else can take that over. */
    private boolean takeOver(int c, int place, int person, int swaps) {
        int day = model.day[c];
        int inTheWay = NONE;
        Bag sessions = work[person * model.days + day];
        for (int i = 0; i < sessions.size(); i++) {
            if (model.isSameTime(c, sessions.get(i))) {
                if (inTheWay != NONE || sessions.get(i) == c) {
                    return false;
                }
                inTheWay = sessions.get(i);
            }
        }
        if (inTheWay != NONE) {
            return passOn(c, place, person, inTheWay, swaps);
        }
        // the week is full: any session of that week will do
        int week = model.weekOfDay[day];
        for (int other = 0; other < model.days; other++) {
            if (model.weekOfDay[other] == week) {
                Bag there = work[person * model.days + other];
                for (int i = 0; i < there.size(); i++) {
                    int session = there.get(i);
                    if (session != c && passOn(c, place, person, session, swaps)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private boolean passOn(int c, int place, int person, int session, int swaps) {
        int mark = mark();
        int its = 0;
        while (team[session][its] != person) {
            its++;
        }
        doUnstaff(session, its);
        if (hasCapacityInWeek(person, c)) {
            doStaff(c, place, person);
            if (findPerson(session, its, swaps - 1)) {
                return true;
            }
        }
        undo(mark);
        return false;
    }

    // --- buses

    /** Puts a placed class on the bus of another class, or on one of its own. */
    private boolean findBus(int w, int c) {
        Bag sameDay = trips[model.day[c]];
        for (int i = 0; i < sameDay.size(); i++) {
            if (joinTrip(w, c, sameDay.get(i))) {
                return true;
            }
        }
        return ownTrip(w);
    }

    /** Adds a class to an existing trip, if destination and times match, the schools are near, all are in time and seats are left. */
    private boolean joinTrip(int w, int c, int t) {
        int other = candidateOfTrip(t);
        if (!model.canShareTrip(c, other) || seatsTaken[t] + model.seats[w] > model.largestBus) {
            return false;
        }
        int minutes = sharedTripMinutes(t, w, c);
        if (minutes == NONE) {
            return false;
        }
        int b = bus[t];
        int mark = mark();
        doUndrive(t);
        doBoard(w, t);
        if (canDrive(b, t)) {
            doDrive(t, b);
            return true;
        }
        search++;
        if (findDrive(t, MAX_SWAPS)) {
            return true;
        }
        undo(mark);
        return false;
    }

    /** Returns the travel time of a trip with one more class; {@link Model#NONE} if they cannot share a bus. */
    private int sharedTripMinutes(int t, int w, int c) {
        int near = NONE;
        int minutes = model.travelMinutes(w, c);
        int detour = 0;
        for (int x = firstAboard[t]; x != NONE; x = nextAboard[x]) {
            minutes = Math.max(minutes, model.travelMinutes(x, c));
            if (model.school[x] != model.school[w]) {
                if (near != NONE && model.school[x] != near) {
                    return NONE; // three schools
                }
                near = model.school[x];
                detour = model.detourMinutes(model.school[x], model.school[w]);
                if (detour == NONE) {
                    return NONE;
                }
            }
        }
        minutes += detour;
        if (!model.canRide(w, c, minutes)) {
            return NONE;
        }
        for (int x = firstAboard[t]; x != NONE; x = nextAboard[x]) {
            if (!model.canRide(x, at[model.partyOf[x]], minutes)) {
                return NONE;
            }
        }
        return minutes;
    }

    private boolean ownTrip(int w) {
        if (model.buses == 0) {
            return false;
        }
        int t = freeTrips[freeTripCount - 1];
        int mark = mark();
        doBoard(w, t);
        search++;
        if (findDrive(t, MAX_SWAPS)) {
            return true;
        }
        undo(mark);
        return false;
    }

    private void leaveBus(int w) {
        int t = tripOf[w];
        int b = bus[t];
        doUndrive(t);
        doAlight(w);
        if (firstAboard[t] != NONE) {
            doDrive(t, b);
        }
    }

    /** Whether a bus is large enough, in service and free for a trip. */
    private boolean canDrive(int b, int t) {
        return suits(b, t) && !isRiding(b, dayOf(t), departure[t], arrival[t]);
    }

    /** Whether a bus is on a trip during that time, turnaround included. */
    private boolean isRiding(int b, int day, int from, int until) {
        Bag trips = rides[b * model.days + day];
        for (int i = 0; i < trips.size(); i++) {
            if (isConflict(from, until, trips.get(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean suits(int b, int t) {
        return suits(b, seatsTaken[t], dayOf(t), departure[t], arrival[t]);
    }

    private boolean suits(int b, int seats, int day, int from, int until) {
        return seats <= model.busSeats[b] && model.isBusThere(b, day, from, until);
    }

    /** Whether a bus is free for this class alone, without any swap. */
    private boolean isAnyBusFree(int w, int c) {
        int from = model.departure(c, model.travelMinutes(w, c));
        int until = model.arrival(c, model.travelMinutes(w, c));
        for (int b = 0; b < model.buses; b++) {
            if (suits(b, model.seats[w], model.day[c], from, until) && !isRiding(b, model.day[c], from, until)) {
                return true;
            }
        }
        return false;
    }

    private boolean isConflict(int from, int until, int other) {
        return model.busesConflict()
                && from < arrival[other] + model.turnaround()
                && departure[other] < until + model.turnaround();
    }

    /** Assigns a bus to a trip that is free, or can be freed by moving one of its trips to another bus. */
    private boolean findDrive(int t, int swaps) {
        for (int b = 0; b < model.buses; b++) {
            if (triedBus[b] != search && canDrive(b, t)) {
                doDrive(t, b);
                return true;
            }
        }
        if (swaps == 0) {
            return false;
        }
        for (int b = 0; b < model.buses; b++) {
            if (triedBus[b] != search && suits(b, t)) {
                triedBus[b] = search;
                int inTheWay = singleConflict(b, t);
                if (inTheWay != NONE) {
                    int mark = mark();
                    doUndrive(inTheWay);
                    doDrive(t, b);
                    if (findDrive(inTheWay, swaps - 1)) {
                        return true;
                    }
                    undo(mark);
                }
            }
        }
        return false;
    }

    private int singleConflict(int b, int t) {
        int conflict = NONE;
        Bag others = rides[b * model.days + dayOf(t)];
        for (int i = 0; i < others.size(); i++) {
            if (isConflict(departure[t], arrival[t], others.get(i))) {
                if (conflict != NONE) {
                    return NONE;
                }
                conflict = others.get(i);
            }
        }
        return conflict;
    }

    private int dayOf(int t) {
        return model.day[candidateOfTrip(t)];
    }

    // --- snapshots

    Plan plan() {
        int[][] teams = new int[model.candidates][];
        for (int c = 0; c < model.candidates; c++) {
            if (isHeld[c]) {
                teams[c] = team[c].clone();
            }
        }
        return new Plan(model, at.clone(), teams, tripOf.clone(), bus.clone(), tally.costs());
    }

    /** Replaces the current state by a valid plan. */
    void restore(Plan plan) {
        for (int p = 0; p < model.parties; p++) {
            if (at[p] != NONE) {
                remove(p);
            }
        }
        for (int p = 0; p < model.parties; p++) {
            int c = plan.at()[p];
            if (c != NONE) {
                if (!isHeld[c]) {
                    doOpen(c);
                    for (int place = 0; place < plan.team()[c].length; place++) {
                        doStaff(c, place, plan.team()[c][place]);
                    }
                }
                doSeat(p, c);
            }
        }
        for (int w = 0; w < model.wishes; w++) {
            if (plan.tripOf()[w] != NONE) {
                doBoard(w, plan.tripOf()[w]);
            }
        }
        for (int t = 0; t < model.wishes; t++) {
            if (firstAboard[t] != NONE) {
                doDrive(t, plan.busOf()[t]);
            }
        }
        commit();
    }

    // --- undo

    int mark() {
        return journalSize;
    }

    /** Undoes all changes since the mark. */
    void undo(int mark) {
        while (journalSize > mark) {
            journalSize -= 4;
            int a = journal[journalSize + 1];
            int b = journal[journalSize + 2];
            int c = journal[journalSize + 3];
            int done = journalSize;
            switch (journal[journalSize]) {
                case SEATED -> doUnseat(a);
                case UNSEATED -> doSeat(a, b);
                case OPENED -> doClose(a);
                case CLOSED -> doOpen(a);
                case STAFFED -> doUnstaff(a, b);
                case UNSTAFFED -> doStaff(a, b, c);
                case BOARDED -> doAlight(a);
                case ALIGHTED -> doBoard(a, b);
                case DRIVEN -> doUndrive(a);
                default -> doDrive(a, b);
            }
            journalSize = done;
        }
    }

    /** Clears the undo journal. */
    void commit() {
        journalSize = 0;
    }

    private void did(int what, int a, int b, int c) {
        if (journalSize + 4 > journal.length) {
            journal = Arrays.copyOf(journal, 2 * journal.length);
        }
        journal[journalSize] = what;
        journal[journalSize + 1] = a;
        journal[journalSize + 2] = b;
        journal[journalSize + 3] = c;
        journalSize += 4;
    }

    // --- elementary changes, each with an inverse

    private void doSeat(int p, int c) {
        at[p] = c;
        nextParty[p] = firstParty[c];
        firstParty[c] = p;
        classesIn[c] += model.wishesOf[p].length;
        for (int w : model.wishesOf[p]) {
            pupilsIn[c] += model.pupils[w];
            tally.met(w, c, 1);
        }
        did(SEATED, p, c, 0);
    }

    private void doUnseat(int p) {
        int c = at[p];
        if (firstParty[c] == p) {
            firstParty[c] = nextParty[p];
        } else {
            int before = firstParty[c];
            while (nextParty[before] != p) {
                before = nextParty[before];
            }
            nextParty[before] = nextParty[p];
        }
        nextParty[p] = NONE;
        at[p] = NONE;
        classesIn[c] -= model.wishesOf[p].length;
        for (int w : model.wishesOf[p]) {
            pupilsIn[c] -= model.pupils[w];
            tally.met(w, c, -1);
        }
        did(UNSEATED, p, c, 0);
    }

    private void doOpen(int c) {
        isHeld[c] = true;
        held[model.day[c]].add(c);
        int[] nobody = new int[model.able[c].length];
        Arrays.fill(nobody, NONE);
        team[c] = nobody;
        did(OPENED, c, 0, 0);
    }

    private void doClose(int c) {
        isHeld[c] = false;
        held[model.day[c]].remove(c);
        did(CLOSED, c, 0, 0);
    }

    private void doStaff(int c, int place, int person) {
        team[c][place] = person;
        work[person * model.days + model.day[c]].add(c);
        tally.works(person, 1);
        workInWeek[person * model.weeks + model.weekOfDay[model.day[c]]]++;
        did(STAFFED, c, place, person);
    }

    private void doUnstaff(int c, int place) {
        int person = team[c][place];
        team[c][place] = NONE;
        work[person * model.days + model.day[c]].remove(c);
        tally.works(person, -1);
        workInWeek[person * model.weeks + model.weekOfDay[model.day[c]]]--;
        did(UNSTAFFED, c, place, person);
    }

    private void doBoard(int w, int t) {
        if (firstAboard[t] == NONE) {
            takeTrip(t);
            trips[model.day[at[model.partyOf[w]]]].add(t);
        }
        tripOf[w] = t;
        nextAboard[w] = firstAboard[t];
        firstAboard[t] = w;
        seatsTaken[t] += model.seats[w];
        setTimes(t);
        did(BOARDED, w, t, 0);
    }

    private void doAlight(int w) {
        int t = tripOf[w];
        int day = dayOf(t);
        if (firstAboard[t] == w) {
            firstAboard[t] = nextAboard[w];
        } else {
            int before = firstAboard[t];
            while (nextAboard[before] != w) {
                before = nextAboard[before];
            }
            nextAboard[before] = nextAboard[w];
        }
        nextAboard[w] = NONE;
        tripOf[w] = NONE;
        seatsTaken[t] -= model.seats[w];
        if (firstAboard[t] == NONE) {
            trips[day].remove(t);
            freeTrips[freeTripCount++] = t;
            tally.drives(-metres[t]);
            metres[t] = 0;
        } else {
            setTimes(t);
        }
        did(ALIGHTED, w, t, 0);
    }

    private void takeTrip(int t) {
        int i = freeTripCount - 1;
        while (freeTrips[i] != t) {
            i--;
        }
        freeTrips[i] = freeTrips[--freeTripCount];
    }

    private void setTimes(int t) {
        int first = firstAboard[t];
        int c = at[model.partyOf[first]];
        int minutes = 0;
        int detour = 0;
        int farthest = 0;
        for (int w = first; w != NONE; w = nextAboard[w]) {
            minutes = Math.max(minutes, model.travelMinutes(w, c));
            detour = Math.max(detour, model.detourMinutes(model.school[first], model.school[w]));
            farthest = Math.max(farthest, model.travelMetres(w, c));
        }
        tally.drives(2 * farthest - metres[t]);
        metres[t] = 2 * farthest;
        departure[t] = model.departure(c, minutes + detour);
        arrival[t] = model.arrival(c, minutes + detour);
    }

    private void doDrive(int t, int b) {
        bus[t] = b;
        rides[b * model.days + dayOf(t)].add(t);
        did(DRIVEN, t, b, 0);
    }

    private void doUndrive(int t) {
        int b = bus[t];
        rides[b * model.days + dayOf(t)].remove(t);
        bus[t] = NONE;
        did(UNDRIVEN, t, b, 0);
    }
}
