# What the tests find in a fresh Redmine: three people, one group, one private project, thirty items.
Setting.rest_api_enabled = '1'
Setting.login_required = '1'

people = %w[admin anna ben].to_h do |login|
  person = User.find_by_login(login) || User.new(mail: "#{login}@example.test", language: 'en')
  person.assign_attributes(firstname: login.capitalize, lastname: 'Test', admin: login == 'admin')
  person.login = login
  person.password = person.password_confirmation = "#{login}-pass1"
  person.must_change_passwd = false
  person.save!
  [login, person]
end

Setting.issue_group_assignment = '1'
finance = Group.create!(lastname: 'Finance')
finance.users << people['anna']

office = Project.new(name: 'Office', identifier: 'office', is_public: false)
office.enabled_module_names = %w[issue_tracking]
office.trackers = Tracker.all
office.save!
manager = Role.find_by!(name: 'Manager')
[people['anna'], people['ben'], finance].each do |member|
  Member.create!(project: office, principal: member, roles: [manager])
end

priorities = IssuePriority.active.to_a
(1..30).each do |number|
  Issue.create!(
    project: office, tracker: office.trackers.first, status: IssueStatus.first, author: people['ben'],
    assigned_to: (number % 3).zero? ? people['ben'] : people['anna'],
    subject: "Demande de congé no #{number}", description: "First line\nSecond line of #{number}",
    priority: priorities[number % priorities.size], due_date: Date.today + number
  )
end
