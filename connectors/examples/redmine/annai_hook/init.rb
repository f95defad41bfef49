# frozen_string_literal: true

# A plugin for Redmine that tells Annai at once when an issue is opened, changed or commented on.
#
# Put the folder annai_hook into Redmine's plugins folder, set for Redmine's process
#   ANNAI_HOOK_URL     such as https://annai.example.net/webhooks/redmine
#   ANNAI_HOOK_SECRET  whsec_..., the same as in ANNAI_WEBHOOKS_REDMINE_SECRETS
# and restart it. Without an address nothing is sent. There is nothing in the message that somebody wrote.

require 'json'
require 'net/http'
require 'openssl'
require 'securerandom'

module AnnaiHook
  ATTEMPTS = 4
  MARKER = /\bannai-[0-9a-f]{20}\b/

  # Returns at once: whoever changes the issue does not wait for Annai.
  def self.tell(type, issue, author, internal)
    return if ENV['ANNAI_HOOK_URL'].to_s.empty?

    body = JSON.generate(
      type: type,
      timestamp: Time.now.utc.strftime('%FT%TZ'),
      data: {
        ticket: issue.id.to_s,
        author: author.to_s,
        version: issue.updated_on.utc.strftime('%FT%TZ'),
        markers: issue.description.to_s.scan(MARKER).uniq.first(10),
        internal: internal
      }
    )
    Thread.new { deliver(body) }
  end

  def self.deliver(body)
    id = SecureRandom.uuid
    ATTEMPTS.times do |attempt|
      sleep(5**attempt) if attempt.positive?
      return if post(id, body).is_a?(Net::HTTPSuccess)
    rescue StandardError => e
      Rails.logger.warn("Annai was not told: #{e.class}")
    end
  end

  def self.post(id, body)
    uri = URI(ENV['ANNAI_HOOK_URL'])
    at = Time.now.to_i.to_s
    request = Net::HTTP::Post.new(
      uri,
      'content-type' => 'application/json',
      'webhook-id' => id,
      'webhook-timestamp' => at,
      'webhook-signature' => "v1,#{signature("#{id}.#{at}.#{body}")}"
    )
    request.body = body
    Net::HTTP.start(
      uri.host, uri.port, use_ssl: uri.scheme == 'https', open_timeout: 5, read_timeout: 15
    ) { |http| http.request(request) }
  end

  def self.signature(signed)
    key = ENV['ANNAI_HOOK_SECRET'].to_s.delete_prefix('whsec_').unpack1('m0')
    [OpenSSL::HMAC.digest('SHA256', key, signed)].pack('m0')
  end
end

Redmine::Plugin.register :annai_hook do
  name 'Annai hook'
  description 'Tells Annai when an issue is opened, changed or commented on'
  version '1.0.0'
  directory __dir__
end

Issue.after_create_commit { AnnaiHook.tell('ticket.created', self, author_id, false) }

Journal.after_create_commit do
  if journalized.is_a?(Issue)
    AnnaiHook.tell(notes.present? ? 'ticket.commented' : 'ticket.changed', journalized, user_id, private_notes?)
  end
end
