package nl.tec.accounts.web;

import nl.tec.documents.QrCode;

/**
 * The data to put into an app that shows codes.
 *
 * @param key to type over
 * @param address for an app on this device, and in the QR code
 */
public record AuthenticatorApp(String key, String address, QrCode picture) {}
