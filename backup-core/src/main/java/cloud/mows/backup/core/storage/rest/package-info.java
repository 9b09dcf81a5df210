/**
 * A place behind restic's REST protocol (restic doc/REST_backend.rst, version 2, with version 1's listing understood):
 * {@code rest-server}, {@code rclone serve restic}, and a friend's MOWS Backup.
 *
 * <p>The protocol has no way to say "only if it is not there", and servers differ in what they do: so a save looks first.
 * Packs lie in {@code data/} without sub-folders; the server spreads them.
 *
 * <p>The password goes into the header of each request and nowhere else: not into the location, not into a message.
 * Redirects are refused, since they would carry it to another host.
 *
 * <p>Threads: one client for any number; a body is read by the thread that asked for it, so that a slow reader slows the
 * sender and nothing piles up. Every wait has an end: for the head of an answer by request, for its body by silence.
 * Failure: by status here, broken connections by {@code http}.
 */
@NullMarked
package cloud.mows.backup.core.storage.rest;

import org.jspecify.annotations.NullMarked;
