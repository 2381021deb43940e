"""Packages as records/evidence left them: its 0007 renamed their table, so nothing is made here."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0007_marks_and_packages_leave"),
        ("groups", "0001_groups"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='Export',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('title', models.CharField(max_length=200)),
                        ('wanted', models.JSONField(default=dict)),
                        ('asked_at', models.DateTimeField()),
                        ('state', models.CharField(choices=[('waiting', 'waiting to be made'), ('running', 'being made'), ('done', 'ready'), ('failed', 'could not be made'), ('removed', 'expired and removed')], default='waiting', max_length=10)),
                        ('trouble', models.CharField(blank=True, max_length=300)),
                        ('total', models.PositiveIntegerField(default=0)),
                        ('done', models.PositiveIntegerField(default=0)),
                        ('size', models.PositiveBigIntegerField(null=True)),
                        ('sha256', models.CharField(blank=True, max_length=64)),
                        ('claimed_by', models.CharField(blank=True, max_length=64)),
                        ('claimed_until', models.DateTimeField(null=True)),
                        ('finished_at', models.DateTimeField(null=True)),
                        ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exports', to='groups.group')),
                    ],
                    options={
                        'ordering': ['-asked_at', 'pk'],
                        'indexes': [models.Index(fields=['state', 'finished_at'], name='export_state')],
                    },
                ),
            ],
        ),
    ]
