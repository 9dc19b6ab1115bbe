package nl.tec.partners;

import nl.tec.accounts.Actor;

/** The yearly one-page accounts to partners. In January each gets that of last year by mail. */
public interface AnnualStatements {

    /**
     * @throws nl.tec.shared.NotFound for whoever is not of the partner and no programme manager, and before 2020 or after this year
     */
    AnnualStatement get(long organisationId, int year, Actor actor);
}
