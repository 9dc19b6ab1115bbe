package nl.tec.organisations;

/** Published when an organisation other than a school ended, or when that was undone. */
public record OrganisationEnded(long organisationId) {}
